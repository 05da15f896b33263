package dev.plinth.vuln.advisory;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
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

  /** Records of single vulnerabilities by the other names that they give them. */
  private final Map<String, NavigableSet<String>> named = new HashMap<>();

  private record Links(List<String> aliases, List<String> upstream, List<String> related) {}

  /** Adds a record, withdrawn or not: what was taken back still says what it was about. */
  public void add(Advisory advisory) {
    if (advisory.aliases().isEmpty()
        && advisory.upstream().isEmpty()
        && advisory.related().isEmpty()) {
      return;
    }
    if (!VulnerabilityIds.isAdvisory(advisory.id())) {
      for (String name : names(advisory)) {
        named.computeIfAbsent(name, _ -> new TreeSet<>()).add(advisory.id());
      }
    }
    boolean old = advisory.aliases().isEmpty() && advisory.upstream().isEmpty();
    List<String> related =
        old && VulnerabilityIds.isAdvisory(advisory.id()) ? advisory.related() : List.of();
    records.merge(
        advisory.id(),
        new Links(advisory.aliases(), advisory.upstream(), related),
        Identity::together);
  }

  /**
   * Other names of the vulnerability that are no CVEs. Records of distributions name it by all of
   * its ids as what they are derived from; where these have several CVEs, nothing is concluded.
   */
  private static List<String> names(Advisory advisory) {
    boolean one = advisory.upstream().stream().filter(VulnerabilityIds::isCve).count() == 1;
    NavigableSet<String> names = new TreeSet<>(advisory.aliases());
    if (one) {
      names.addAll(advisory.upstream());
    }
    return names.stream()
        .filter(name -> VulnerabilityIds.cve(name).isEmpty() && !VulnerabilityIds.isAdvisory(name))
        .toList();
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
    if (links == null) {
      return byOthers(id, found);
    }
    if (!seen.add(id) || ++steps[0] > MAX_STEPS) {
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
              : nearestAliases(id, found) || byOthers(id, found);
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

  /**
   * The CVEs of records that give this as another name of theirs: secdb lists CVE and GHSA of one
   * vulnerability beside each other, and only the database of a language knows that they are one.
   */
  private boolean byOthers(String id, Set<String> found) {
    boolean any = false;
    for (String record : named.getOrDefault(id, Collections.emptyNavigableSet())) {
      Links links = records.get(record);
      NavigableSet<String> cves = links == null ? new TreeSet<>() : cves(links.upstream);
      if (links != null && cves.isEmpty()) {
        cves = cves(links.aliases);
      }
      if (cves.size() == 1) {
        found.addAll(cves);
        any = true;
      }
    }
    return any;
  }

  private static NavigableSet<String> cves(List<String> ids) {
    NavigableSet<String> cves = new TreeSet<>();
    ids.forEach(id -> VulnerabilityIds.cve(id).ifPresent(cves::add));
    return cves;
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
