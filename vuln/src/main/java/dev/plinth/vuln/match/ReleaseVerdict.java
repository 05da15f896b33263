package dev.plinth.vuln.match;

import dev.plinth.vuln.Status;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What several statements about one vulnerability and package in one release mean together.
 *
 * <ul>
 *   <li>A fix for the release says more than that none is planned, whichever was written first.
 *   <li>Where several advisories fix the same, the first was not enough: all must be passed.
 *   <li>Builds of one fix for several module streams or minor releases are one fix: the lowest
 *       counts.
 *   <li>"Not affected" stands only where nothing else is said.
 * </ul>
 */
final class ReleaseVerdict {
  private final Ranges ranges;
  private final boolean distribution;

  /**
   * @param distribution whether statements are of a release; a language's are ranges, any of which
   *     is enough
   */
  ReleaseVerdict(Ranges ranges, boolean distribution) {
    this.ranges = ranges;
    this.distribution = distribution;
  }

  /** The verdict; empty where there is no statement. */
  Optional<Verdict> of(List<Entry> entries) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    for (Entry entry : entries) {
      Optional<String> unreadable = ranges.unreadable(entry.about());
      if (unreadable.isPresent()) {
        return Optional.of(
            new Verdict.Unknown(
                entry.advisory()
                    + " names the version '"
                    + unreadable.get()
                    + "', which cannot be compared"));
      }
    }
    List<AffectedPackage> pool =
        entries.size() == 1 ? List.of(entries.getFirst().about()) : rebuilds(decisive(entries));
    List<AffectedPackage> affecting = new ArrayList<>();
    for (AffectedPackage about : pool) {
      if (ranges.affects(about)) {
        affecting.add(about);
      }
    }
    return Optional.of(affecting.isEmpty() ? without(pool) : with(affecting));
  }

  private List<Entry> decisive(List<Entry> entries) {
    if (!distribution) {
      return entries;
    }
    List<Entry> fixes = only(entries, Status.FIXED);
    if (!fixes.isEmpty()) {
      return fixes;
    }
    List<Entry> said =
        entries.stream().filter(e -> e.about().status() != Status.NOT_AFFECTED).toList();
    return said.isEmpty() ? entries : said;
  }

  private static List<Entry> only(List<Entry> entries, Status status) {
    return entries.stream().filter(e -> e.about().status() == status).toList();
  }

  /** One statement for each fix of each advisory: of its rebuilds, the lowest. */
  private List<AffectedPackage> rebuilds(List<Entry> entries) {
    Map<String, AffectedPackage> lowest = new LinkedHashMap<>();
    List<AffectedPackage> others = new ArrayList<>();
    for (Entry entry : entries) {
      AffectedPackage about = entry.about();
      String fixed = about.ranges().size() == 1 ? about.ranges().getFirst().fixed() : "";
      if (about.module().isEmpty() || fixed.isEmpty()) {
        others.add(about);
        continue;
      }
      String key = entry.advisory() + " " + Modules.beforeMark(fixed);
      lowest.merge(
          key,
          about,
          (a, b) ->
              ranges.scheme().compare(a.ranges().getFirst().fixed(), b.ranges().getFirst().fixed())
                      <= 0
                  ? a
                  : b);
    }
    others.addAll(lowest.values());
    return others;
  }

  private Verdict with(List<AffectedPackage> affecting) {
    String fix = "";
    boolean unfixable = false;
    Status status = affecting.getFirst().status();
    boolean decided = false;
    for (AffectedPackage about : affecting) {
      String own = ranges.fix(about);
      unfixable |= own.isEmpty();
      fix = ranges.higher(fix, own);
      if (!decided && (about.status() != Status.FIXED || affecting.size() == 1)) {
        status = about.status();
        decided = true;
      }
    }
    if (status == Status.UNDETERMINED) {
      return new Verdict.Unknown("the distribution has not determined whether it is affected");
    }
    return new Verdict.Affected(status, unfixable ? "" : fix, false);
  }

  private Verdict without(List<AffectedPackage> pool) {
    String passed = "";
    for (AffectedPackage about : pool) {
      passed = ranges.higher(passed, ranges.passed(about));
    }
    return passed.isEmpty()
        ? new Verdict.NotAffected(pool.getFirst().note())
        : new Verdict.Fixed(passed);
  }
}
