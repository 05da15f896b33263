package dev.plinth.app.scan;

import dev.plinth.inventory.Item;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.match.ScanResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What two scans have of findings, by vulnerability and package, whatever its version. A package
 * under a new name that is built from the same source and has the same vulnerability has not lost
 * it: Debian renamed its libraries so.
 *
 * @param removed only in the first
 * @param added only in the second
 * @param remaining in both
 * @param untold in the first, and of the second it cannot be told, also since not all of that could
 *     be read: never counted as removed
 */
public record FindingsDiff(
    List<Row> removed, List<Row> added, List<Row> remaining, List<Row> untold) {
  public FindingsDiff {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
    remaining = List.copyOf(remaining);
    untold = List.copyOf(untold);
  }

  /**
   * One finding.
   *
   * @param before the package's version in the first; empty where it is not there
   * @param after its version in the second; empty where it is not there
   * @param finding of the second, else of the first
   */
  public record Row(String before, String after, Finding finding) {
    public String id() {
      return finding.id();
    }

    public String name() {
      return finding.item().pkg().name();
    }
  }

  private record Key(String id, PackageType type, String name) implements Comparable<Key> {
    static Key of(Finding finding) {
      return new Key(finding.id(), finding.item().pkg().type(), finding.item().pkg().name());
    }

    static Key ofSource(Finding finding) {
      return new Key(finding.id(), finding.item().pkg().type(), finding.item().pkg().source());
    }

    @Override
    public int compareTo(Key other) {
      int order = id.compareTo(other.id);
      order = order != 0 ? order : type.compareTo(other.type);
      return order != 0 ? order : name.compareTo(other.name);
    }
  }

  private record Pkg(PackageType type, String name) {
    static Pkg of(Item item) {
      return new Pkg(item.pkg().type(), item.pkg().name());
    }
  }

  /** Compares two results with the packages that they are of. */
  public static FindingsDiff of(
      ScanResult before, List<Item> beforeItems, ScanResult after, List<Item> afterItems) {
    Map<Key, Finding> first = new TreeMap<>();
    before.findings().forEach(finding -> first.putIfAbsent(Key.of(finding), finding));
    Map<Key, Finding> second = new TreeMap<>();
    after.findings().forEach(finding -> second.putIfAbsent(Key.of(finding), finding));
    Map<Pkg, String> versionsBefore = versions(beforeItems);
    Map<Pkg, String> versionsAfter = versions(afterItems);
    Set<Pkg> unknown = new HashSet<>();
    after.unknown().forEach(one -> unknown.add(Pkg.of(one.item())));
    List<Row> removed = new ArrayList<>();
    List<Row> added = new ArrayList<>();
    List<Row> remaining = new ArrayList<>();
    List<Row> untold = new ArrayList<>();
    Map<Key, Deque<Finding>> renamed = new HashMap<>();
    second.forEach((key, finding) -> {
      if (!first.containsKey(key)) {
        renamed.computeIfAbsent(Key.ofSource(finding), k -> new ArrayDeque<>()).add(finding);
      }
    });
    Set<Finding> moved = new HashSet<>();
    boolean whole = before.gaps().containsAll(after.gaps());
    first.forEach((key, finding) -> {
      Pkg pkg = Pkg.of(finding.item());
      Deque<Finding> others = renamed.get(Key.ofSource(finding));
      Finding now = second.get(key);
      if (now == null && others != null && !versionsAfter.containsKey(pkg)) {
        now = others.poll();
        if (now != null) {
          moved.add(now);
          pkg = Pkg.of(now.item());
        }
      }
      Row row =
          new Row(
              finding.item().pkg().version(),
              versionsAfter.getOrDefault(pkg, ""),
              now == null ? finding : now);
      if (now == null) {
        boolean told = !unknown.contains(pkg) && (whole || versionsAfter.containsKey(pkg));
        (told ? removed : untold).add(row);
      } else if (now.verdict() instanceof Verdict.Unknown
          && !(finding.verdict() instanceof Verdict.Unknown)) {
        untold.add(row);
      } else {
        remaining.add(row);
      }
    });
    second.forEach((key, finding) -> {
      if (!first.containsKey(key) && !moved.contains(finding)) {
        added.add(
            new Row(
                versionsBefore.getOrDefault(Pkg.of(finding.item()), ""),
                finding.item().pkg().version(),
                finding));
      }
    });
    return new FindingsDiff(removed, added, remaining, untold);
  }

  private static Map<Pkg, String> versions(List<Item> items) {
    Map<Pkg, String> versions = new HashMap<>();
    items.forEach(item -> versions.putIfAbsent(Pkg.of(item), item.pkg().version()));
    return versions;
  }
}
