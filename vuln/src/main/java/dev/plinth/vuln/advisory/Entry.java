package dev.plinth.vuln.advisory;

import dev.plinth.vuln.Rating;
import java.util.List;

/**
 * What one advisory says of one package, as it is looked up.
 *
 * @param advisory its id
 * @param feed the place of its feed in the list of feeds
 * @param vulnerabilities which it is about, sorted: CVEs where there are any
 * @param about the package
 * @param ratings of the advisory as a whole
 */
public record Entry(
    String advisory,
    int feed,
    List<String> vulnerabilities,
    AffectedPackage about,
    List<Rating> ratings) {
  public Entry {
    vulnerabilities = List.copyOf(vulnerabilities);
    ratings = List.copyOf(ratings);
  }
}
