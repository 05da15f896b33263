package dev.plinth.solve;

import dev.plinth.deb.DebVersions;
import dev.plinth.pkg.Package;
import java.util.ArrayList;
import java.util.List;

/** Builds requests for tests. */
final class Ask {
  private final PlainIndex index;
  private final List<Wish> wishes = new ArrayList<>();
  private final List<String> excluded = new ArrayList<>();
  private List<Package> installed = List.of();
  private boolean recommends;

  Ask(String index) {
    this.index = PlainIndex.of(index);
  }

  Ask wish(String... names) {
    for (String name : names) {
      wishes.add(Wish.of(name));
    }
    return this;
  }

  Ask version(String name, String version) {
    wishes.add(Wish.of(name, version));
    return this;
  }

  Ask either(String... names) {
    List<Wish.Item> items = new ArrayList<>();
    for (String name : names) {
      items.add(new Wish.Item(name, ""));
    }
    wishes.add(new Wish(items));
    return this;
  }

  Ask without(String... names) {
    excluded.addAll(List.of(names));
    return this;
  }

  Ask recommends() {
    recommends = true;
    return this;
  }

  Ask base(String stanzas) {
    PlainIndex base = PlainIndex.of(stanzas);
    installed = base.names().stream().flatMap(name -> base.versions(name).stream()).toList();
    return this;
  }

  Resolution resolve() {
    return new Resolver()
        .resolve(
            new Request(
                wishes, excluded, recommends, "amd64", installed, index, DebVersions.INSTANCE));
  }

  Resolution.Solved solved() {
    return switch (resolve()) {
      case Resolution.Solved solved -> solved;
      case Resolution.Unsolvable(Derivation why) -> throw new AssertionError("refused: " + why);
    };
  }

  /** The chosen packages as {@code name=version}. */
  List<String> chosen() {
    return solved().choices().stream().map(choice -> choice.pkg().toString()).toList();
  }

  String refusal() {
    return switch (resolve()) {
      case Resolution.Solved solved -> throw new AssertionError("solved: " + solved.choices());
      case Resolution.Unsolvable(Derivation why) -> why.toString();
    };
  }
}
