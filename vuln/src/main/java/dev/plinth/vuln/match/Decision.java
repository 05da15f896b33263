package dev.plinth.vuln.match;

import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Verdict;
import java.util.List;

/**
 * What is to be said of one vulnerability in one package.
 *
 * @param vulnerability its CVE, else its own id
 * @param verdict the answer
 * @param advisories that led to it, sorted
 * @param ratings the distribution's for this package
 * @param feeds places of the feeds of these advisories, sorted
 */
public record Decision(
    String vulnerability,
    Verdict verdict,
    List<String> advisories,
    List<Rating> ratings,
    List<Integer> feeds) {
  public Decision {
    advisories = List.copyOf(advisories);
    ratings = List.copyOf(ratings);
    feeds = List.copyOf(feeds);
  }

  /** Whether it belongs on the list of findings: affected, or not known. */
  public boolean isFinding() {
    return verdict instanceof Verdict.Affected || verdict instanceof Verdict.Unknown;
  }
}
