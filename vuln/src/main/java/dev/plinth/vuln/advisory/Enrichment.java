package dev.plinth.vuln.advisory;

import dev.plinth.vuln.Exploitation;
import dev.plinth.vuln.Rating;
import java.util.List;

/**
 * What a feed adds to a CVE without saying which packages have it.
 *
 * @param cve which
 * @param exploitation attacks
 * @param ratings of its CNA and of CISA
 * @param published when it became public, ISO 8601; empty where the feed does not say
 */
public record Enrichment(
    String cve, Exploitation exploitation, List<Rating> ratings, String published)
    implements FeedRecord {
  /** Of a feed that does not say when it became public. */
  public Enrichment(String cve, Exploitation exploitation, List<Rating> ratings) {
    this(cve, exploitation, ratings, "");
  }

  public Enrichment {
    ratings = List.copyOf(ratings);
  }
}
