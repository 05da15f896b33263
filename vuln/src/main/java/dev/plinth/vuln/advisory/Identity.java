package dev.plinth.vuln.advisory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which CVEs a record is about (OSV schema, "aliases", "related", "upstream").
 *
 * <ul>
 *   <li>{@code upstream} is followed from record to record, whatever circles it makes.
 *   <li>{@code aliases} makes two vulnerabilities one; of an advisory it only names what is fixed.
 *   <li>{@code related} counts only in an advisory that has neither: so it was before schema 1.7.
 *   <li>What leads to no CVE stays itself.
 * </ul>
 */
public final class Identity {
  private static final int MAX_STEPS = 10_000;

  private final Map<String, Links> records = new HashMap<>();

  private record Links(List<String> aliases, List<String> upstream, List<String> related) {}

  /** Adds a record, withdrawn or not: what was taken back still says what it was about. */
  public void add(Advisory advisory) {
    if (advisory.aliases().isEmpty()
        && advisory.upstream().isEmpty()
        && advisory.related().isEmpty()) {
      return;
    }
    boolean old = advisory.aliases().isEmpty() && advisory.upstream().isEmpty();
    List<String> related =
        old && VulnerabilityIds.isAdvisory(advisory.id()) ? advisory.related() : List.of();
    records.merge(
        advisory.id(),
        new Links(advisory.aliases(), advisory.upstream(), related),
        Identity::together);
  }

  /** The same id from two feeds: both sets of links hold. */
  private static Links together(Links a, Links b) {
    return new Links(
        joined(a.aliases, b.aliases), joined(a.upstream, b.upstream), joined(a.related, b.related));
  }

  private static List<String> joined(List<String> a, List<String> b) {
    SortedSet<String> all = new TreeSet<>(a);
    all.addAll(b);
    return List.copyOf(all);
  }

  /**
   * The CVEs of a record, sorted; of an announcement also what of its upstream has none, which in a
   * record of one vulnerability is another name of it (Chainguard's name the CVE and the GHSA);
   * itself where it has none.
   */
  public SortedSet<String> vulnerabilities(String id) {
    SortedSet<String> found = new TreeSet<>();
    if (!follow(id, new HashSet<>(), found, new int[1])) {
      return new TreeSet<>(List.of(id));
    }
    return found;
  }

  /** Whether any CVE was found below {@code id}; the found ones are added. */
  private boolean follow(String id, Set<String> seen, Set<String> found, int[] steps) {
    var cve = VulnerabilityIds.cve(id);
    if (cve.isPresent()) {
      found.add(cve.get());
      return true;
    }
    Links links = records.get(id);
    if (links == null || !seen.add(id) || ++steps[0] > MAX_STEPS) {
      return false;
    }
    Set<String> open = new TreeSet<>();
    boolean any = false;
    for (String next : links.upstream) {
      if (follow(next, seen, found, steps)) {
        any = true;
      } else if (!VulnerabilityIds.isAdvisory(next) && !seen.contains(next)) {
        open.add(next);
      }
    }
    if (!any) {
      any =
          VulnerabilityIds.isAdvisory(id)
              ? named(links, seen, found, steps)
              : nearestAliases(id, found);
    }
    if (any && VulnerabilityIds.isAdvisory(id)) {
      found.addAll(open);
    }
    return any;
  }

  private boolean named(Links links, Set<String> seen, Set<String> found, int[] steps) {
    boolean any = false;
    List<String> names = links.aliases.isEmpty() ? links.related : links.aliases;
    for (String name : names) {
      // Advisories that name each other are one announcement each, not one vulnerability.
      any |= !VulnerabilityIds.isAdvisory(name) && follow(name, seen, found, steps);
    }
    return any;
  }

  /** The CVEs fewest aliases away: further ones come of aliases that were set too freely. */
  private boolean nearestAliases(String id, Set<String> found) {
    Deque<String> level = new ArrayDeque<>(List.of(id));
    Set<String> seen = new HashSet<>(level);
    while (!level.isEmpty() && seen.size() < MAX_STEPS) {
      Deque<String> next = new ArrayDeque<>();
      boolean any = false;
      for (String at : level) {
        Links links = records.get(at);
        for (String alias : links == null ? List.<String>of() : links.aliases) {
          var cve = VulnerabilityIds.cve(alias);
          if (cve.isPresent()) {
            found.add(cve.get());
            any = true;
          } else if (!VulnerabilityIds.isAdvisory(alias) && seen.add(alias)) {
            next.add(alias);
          }
        }
      }
      if (any) {
        return true;
      }
      level = next;
    }
    return false;
  }
}
