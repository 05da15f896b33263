package dev.plinth.vuln;

import dev.plinth.inventory.Item;
import java.util.List;
import java.util.Optional;

/**
 * One vulnerability in one package.
 *
 * @param id its CVE where there is one, else its own id
 * @param aliases other names
 * @param item the package
 * @param verdict what it means
 * @param advisories that say so
 * @param severities every rating, with its source
 * @param shown the rating that counts; empty where nobody rated
 * @param exploitation what is known of attacks
 */
public record Finding(
    String id,
    List<String> aliases,
    Item item,
    Verdict verdict,
    List<String> advisories,
    List<Rating> severities,
    Optional<Rating> shown,
    Exploitation exploitation) {
  public Finding {
    aliases = List.copyOf(aliases);
    advisories = List.copyOf(advisories);
    severities = List.copyOf(severities);
  }

  /** The severity that counts. */
  public Severity severity() {
    return shown.map(Rating::severity).orElse(Severity.UNKNOWN);
  }
}
