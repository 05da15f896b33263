package dev.plinth.solve;

import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.Relation;
import dev.plinth.pkg.RepositoryIndex;
import dev.plinth.pkg.VersionScheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All packages there are, each looked up when first asked for. */
final class Universe {
  final VersionScheme versions;
  private final RepositoryIndex index;
  private final String architecture;
  private final Map<String, Package> installed = new LinkedHashMap<>();
  private final Map<String, List<String>> installedProviders = new HashMap<>();
  private final List<Entry> base = new ArrayList<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Target> targets = new HashMap<>();

  Universe(Request request) {
    this.index = request.index();
    this.versions = request.versions();
    this.architecture = request.architecture();
    for (Package pkg : request.installed()) {
      installed.put(pkg.name(), pkg);
      for (Relation relation : pkg.relations()) {
        if (relation.kind() == Relation.Kind.PROVIDES) {
          for (Dependency what : relation.alternatives()) {
            installedProviders.computeIfAbsent(what.name(), _ -> new ArrayList<>()).add(pkg.name());
          }
        }
      }
    }
    // All the base has takes part from the start.
    for (String name : installed.keySet()) {
      Entry entry = entry(name);
      base.add(entry);
      java.util.Objects.requireNonNull(entry.current).noteChosen();
    }
  }

  /** The entry of {@code name}, without versions where there is no such real package. */
  Entry entry(String name) {
    Entry known = entries.get(name);
    if (known == null) {
      known = new Entry(this, name, index.versions(name), installed.get(name));
      entries.put(name, known);
    }
    return known;
  }

  /** The entry of {@code name} where it was looked at already. */
  @Nullable Entry knownEntry(String name) {
    return entries.get(name);
  }

  /** What the base has. */
  List<Entry> installed() {
    return base;
  }

  /** Adds a package that no repository has. */
  Entry add(Package pkg) {
    Entry entry = new Entry(this, pkg.name(), List.of(pkg), null);
    entries.put(pkg.name(), entry);
    return entry;
  }

  /** Every entry looked at so far, in the order of the first look. */
  Collection<Entry> entries() {
    return List.copyOf(entries.values());
  }

  Target target(String name, String qualifier) {
    String plain =
        switch (qualifier) {
          case "", "native", "all" -> "";
          case "any" -> "any";
          default -> qualifier.equals(architecture) ? "" : qualifier;
        };
    String key = plain.isEmpty() ? name : name + ":" + plain;
    Target known = targets.get(key);
    if (known == null) {
      known = new Target(this, name, plain);
      targets.put(key, known);
    }
    return known;
  }

  /** Versions that may provide {@code name}, and with {@code itself} those of that name. */
  Collection<Version> mentioning(String name, boolean itself) {
    Set<Version> found = new LinkedHashSet<>();
    if (itself) {
      found.addAll(entry(name).versions);
    }
    for (Package provider : index.providers(name)) {
      Version version = find(provider);
      if (version != null) {
        found.add(version);
      }
    }
    for (String provider : installedProviders.getOrDefault(name, List.of())) {
      found.add(java.util.Objects.requireNonNull(entry(provider).current));
    }
    return found;
  }

  /** Later mention means preferred, where nothing else tells two providers apart. */
  boolean mentionedLater(Entry one, Entry other) {
    long difference = index.firstMention(one.name) - index.firstMention(other.name);
    return difference == 0 ? one.name.compareTo(other.name) > 0 : difference > 0;
  }

  boolean isProtected(Entry entry) {
    return entry.name.equals("apt") || index.isProtected(entry.name);
  }

  private @Nullable Version find(Package pkg) {
    for (Version version : entry(pkg.name()).versions) {
      if (version.text().equals(pkg.version())) {
        return version;
      }
    }
    return null;
  }
}
