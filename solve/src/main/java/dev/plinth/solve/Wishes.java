package dev.plinth.solve;

import dev.plinth.model.Digest;
import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the names of a request into packages, or into problems that a person understands. */
final class Wishes {
  private static final String SYNTHETIC = "(wish ";

  private final Request request;
  private final Universe universe;
  private final List<Wanted> wanted = new ArrayList<>();
  private final List<Entry> excluded = new ArrayList<>();
  private final List<Derivation> problems = new ArrayList<>();

  /**
   * A version to be installed.
   *
   * @param note the wish where it is more than the package's name
   */
  record Wanted(Version version, String note) {}

  Wishes(Request request, Universe universe) {
    this.request = request;
    this.universe = universe;
    for (String name : request.excluded()) {
      exclude(name);
    }
    Map<Entry, Version> seen = new LinkedHashMap<>();
    for (Wish wish : request.wishes()) {
      Wanted found = wish.alternatives().size() == 1 ? plain(wish) : alternatives(wish);
      if (found == null) {
        continue;
      }
      Entry entry = found.version().entry;
      Version before = seen.put(entry, found.version());
      if (before == null) {
        wanted.add(found);
      } else if (before != found.version()) {
        problems.add(
            Derivation.fact(
                "two versions of "
                    + entry
                    + " are asked for: "
                    + before.text()
                    + " and "
                    + found.version().text()));
      }
      if (excluded.contains(entry)) {
        problems.add(Derivation.fact(entry + " is both asked for and excluded"));
      }
    }
  }

  List<Wanted> wanted() {
    return wanted;
  }

  List<Entry> excluded() {
    return excluded;
  }

  List<Derivation> problems() {
    return problems;
  }

  /** All problems as one. */
  Derivation refusal() {
    return problems.size() == 1
        ? problems.getFirst()
        : new Derivation(problems.size() + " of the names asked for cannot be had", problems);
  }

  static boolean isSynthetic(Entry entry) {
    return entry.name.startsWith(SYNTHETIC);
  }

  private Target target(String name) {
    int colon = name.lastIndexOf(':');
    return colon < 0
        ? universe.target(name, "")
        : universe.target(name.substring(0, colon), name.substring(colon + 1));
  }

  private @Nullable Wanted plain(Wish wish) {
    Wish.Item item = wish.alternatives().getFirst();
    List<Derivation> why = new ArrayList<>();
    Version version = find(item, why);
    if (version == null) {
      problems.addAll(why);
      return null;
    }
    boolean isName = item.toString().equals(version.entry.name);
    return new Wanted(version, isName ? "" : item.toString());
  }

  private @Nullable Version find(Wish.Item item, List<Derivation> why) {
    Target target = target(item.name());
    Entry entry = target.entry();
    if (entry != null) {
      if (item.version().isEmpty() && entry.candidate() != null) {
        return entry.candidate();
      }
      for (Version version : entry.versions) {
        if (version.text().equals(item.version())) {
          return version;
        }
      }
    }
    Set<Version> providers = new LinkedHashSet<>();
    for (Version.Provision provision : target.provisions()) {
      if (item.version().isEmpty()
          ? provision.owner().entry.candidate() == provision.owner()
          : provision.version().equals(item.version())) {
        providers.add(provision.owner());
      }
    }
    Version only = single(providers);
    if (only == null) {
      why.add(missing(item, target, providers));
    }
    return only;
  }

  private static @Nullable Version single(Set<Version> providers) {
    Version only = null;
    for (Version provider : providers) {
      if (only != null && only.entry != provider.entry) {
        return null;
      }
      only = only == null ? provider : only;
    }
    return only;
  }

  private Derivation missing(Wish.Item item, Target target, Set<Version> providers) {
    String name = item.name();
    Entry entry = target.entry();
    if (entry != null && !entry.versions.isEmpty()) {
      List<Derivation> there = new ArrayList<>();
      for (Version version : entry.versions) {
        there.add(Derivation.fact(version.text() + " from " + version.pkg.repository()));
      }
      return new Derivation(
          "there is no version " + item.version() + " of " + name + "; there is", there);
    }
    if (!target.provisions().isEmpty()) {
      return virtual(name, providers, target);
    }
    return unknown(name);
  }

  private Derivation virtual(String name, Set<Version> candidates, Target target) {
    Set<String> lines = new LinkedHashSet<>();
    Set<String> names = new java.util.TreeSet<>();
    for (Version.Provision provision : target.provisions()) {
      if (candidates.isEmpty() || candidates.contains(provision.owner())) {
        names.add(provision.owner().entry.name);
      }
    }
    for (String provider : names) {
      lines.add(provider);
    }
    List<Derivation> list = new ArrayList<>();
    for (String line : lines) {
      list.add(Derivation.fact(line));
    }
    return new Derivation(
        name + " is a virtual package: name one of the packages that provide it", list);
  }

  private Derivation unknown(String name) {
    List<String> near = Suggestions.of(name, request.index().names());
    if (near.isEmpty()) {
      return Derivation.fact("there is no package " + name);
    }
    return Derivation.fact(
        "there is no package " + name + "; did you mean " + String.join(" or ", near) + "?");
  }

  private void exclude(String name) {
    Target target = target(name);
    Entry entry = target.entry();
    if (entry != null && !entry.versions.isEmpty()) {
      excluded.add(entry);
    } else if (target.provisions().isEmpty()) {
      problems.add(unknown(name));
    } else {
      Set<Version> providers = new LinkedHashSet<>();
      target.provisions().forEach(provision -> providers.add(provision.owner()));
      Version only = single(providers);
      if (only == null) {
        problems.add(virtual(name, providers, target));
      } else {
        excluded.add(only.entry);
      }
    }
  }

  /** A wish with alternatives is a package of our own that depends on them. */
  private @Nullable Wanted alternatives(Wish wish) {
    List<Dependency> dependencies = new ArrayList<>();
    List<Derivation> why = new ArrayList<>();
    for (Wish.Item item : wish.alternatives()) {
      Target target = target(item.name());
      Entry entry = target.entry();
      boolean real = entry != null && !entry.versions.isEmpty();
      if (real || !target.provisions().isEmpty()) {
        int colon = item.name().lastIndexOf(':');
        String name = colon < 0 ? item.name() : item.name().substring(0, colon);
        String qualifier = colon < 0 ? "" : item.name().substring(colon + 1);
        dependencies.add(
            item.version().isEmpty()
                ? new Dependency(name, qualifier, Dependency.Operator.ANY, "")
                : new Dependency(name, qualifier, Dependency.Operator.EQUAL, item.version()));
      } else {
        why.add(unknown(item.name()));
      }
    }
    if (dependencies.isEmpty()) {
      problems.add(new Derivation("none of the alternatives " + wish + " exists", why));
      return null;
    }
    Package made =
        new Package(
            SYNTHETIC + (wanted.size() + 1) + ")",
            "0",
            "all",
            "",
            "0",
            "",
            "",
            0,
            Digest.sha256("0".repeat(64)),
            0,
            "optional",
            false,
            "no",
            List.of(new Relation(Relation.Kind.DEPENDS, dependencies)));
    Version candidate = universe.add(made).candidate();
    return new Wanted(java.util.Objects.requireNonNull(candidate), wish.toString());
  }
}
