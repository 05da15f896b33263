package dev.plinth.deb.index;

import dev.plinth.deb.DebVersions;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.RepositoryIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Several Packages files as one, with apt's pin priorities (apt_preferences(5)). */
public final class MergedIndex implements RepositoryIndex {
  /** What apt gives a suite by default. */
  public static final int DEFAULT = 500;

  /** A suite whose Release says {@code NotAutomatic} and {@code ButAutomaticUpgrades}. */
  public static final int UPGRADES_ONLY = 100;

  /** A suite whose Release says {@code NotAutomatic} alone. */
  public static final int NEVER = 1;

  private static final int PART_BITS = 56;

  /** One file and the priority of its suite. */
  public record Part(PackagesIndex index, int priority) {}

  private record Ranked(Package pkg, int priority) {}

  private final List<Part> parts;
  private final Map<String, List<Package>> versions = new HashMap<>();

  /**
   * @param parts in the order of the repositories: of equal versions the first counts
   */
  public MergedIndex(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public List<Package> versions(String name) {
    return versions.computeIfAbsent(name, this::merge);
  }

  private List<Package> merge(String name) {
    List<Ranked> found = new ArrayList<>();
    for (Part part : parts) {
      for (Package pkg : part.index().versions(name)) {
        boolean known =
            found.stream()
                .anyMatch(r ->
                    r.pkg().version().equals(pkg.version()) && r.priority() >= part.priority());
        if (!known) {
          found.add(new Ranked(pkg, part.priority()));
        }
      }
    }
    found.sort(
        Comparator.comparingInt(Ranked::priority)
            .reversed()
            .thenComparing(r -> r.pkg().version(), DebVersions.INSTANCE.reversed()));
    Set<String> seen = new LinkedHashSet<>();
    return found.stream().filter(r -> seen.add(r.pkg().version())).map(Ranked::pkg).toList();
  }

  @Override
  public List<Package> providers(String name) {
    List<Package> all = new ArrayList<>();
    for (Part part : parts) {
      all.addAll(part.index().providers(name));
    }
    return all;
  }

  @Override
  public SortedSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    parts.forEach(part -> names.addAll(part.index().names()));
    return Collections.unmodifiableSortedSet(names);
  }

  @Override
  public long firstMention(String name) {
    for (int i = 0; i < parts.size(); i++) {
      long mention = parts.get(i).index().firstMention(name);
      if (mention >= 0) {
        return ((long) i << PART_BITS) + mention + 1;
      }
    }
    return 0;
  }

  @Override
  public boolean isProtected(String name) {
    return parts.stream().anyMatch(part -> part.index().isProtected(name));
  }

  /** Names of all Essential packages, in byte order. */
  public SortedSet<String> essential() {
    TreeSet<String> names = new TreeSet<>();
    parts.forEach(part -> names.addAll(part.index().essential()));
    return Collections.unmodifiableSortedSet(names);
  }
}
