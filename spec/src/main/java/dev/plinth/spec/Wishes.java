package dev.plinth.spec;

import dev.plinth.spec.Spec.NamedVersion;
import dev.plinth.spec.Spec.PackageWish;
import dev.plinth.yaml.Problems;
import dev.plinth.yaml.Source;
import dev.plinth.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the entries of {@code packages}. */
final class Wishes {
  private Wishes() {}

  /** The alternatives of a wish whose form was checked. */
  static List<NamedVersion> alternatives(String wish) {
    List<NamedVersion> alternatives = new ArrayList<>();
    for (String part : (wish.startsWith("!") ? wish.substring(1) : wish).split("\\|", -1)) {
      int equals = part.indexOf('=');
      alternatives.add(
          equals < 0
              ? new NamedVersion(part.strip(), "")
              : new NamedVersion(
                  part.substring(0, equals).strip(), part.substring(equals + 1).strip()));
    }
    return alternatives;
  }

  /** Reads and compares them: no package twice, none wanted and excluded. */
  static List<PackageWish> read(List<Scalar> items, Problems problems) {
    List<PackageWish> wishes = new ArrayList<>();
    Map<String, Source.Mark> single = new HashMap<>();
    for (Scalar item : items) {
      PackageWish wish =
          new PackageWish(
              alternatives(item.text()),
              item.text().startsWith("!"),
              item.text(),
              item.at().location());
      NamedVersion first = wish.alternatives().getFirst();
      if (wish.excluded() && (wish.alternatives().size() > 1 || !first.version().isEmpty())) {
        problems.add(
            item.at(), "'" + item.text() + "' must be one name: exclude packages one by one");
      }
      if (wish.alternatives().size() == 1) {
        Source.Mark before = single.putIfAbsent(first.name(), item.at());
        if (before != null) {
          problems.add(
              item.at(),
              "the package '%s' was named before, in line %d"
                  .formatted(first.name(), before.line()));
          continue;
        }
      }
      wishes.add(wish);
    }
    return wishes;
  }
}
