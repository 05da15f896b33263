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
 */
public record Enrichment(String cve, Exploitation exploitation, List<Rating> ratings)
    implements FeedRecord {
  public Enrichment {
    ratings = List.copyOf(ratings);
  }
}
