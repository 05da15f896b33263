package dev.plinth.vuln;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.Rating.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose rating is shown and decides: the first of the order that rated at all.
 *
 * @param origins the most trusted first; who is not in it never decides
 */
public record SeverityOrder(List<Origin> origins) {
  /** The distribution, then the CNA, then CISA, then who collects. */
  public static final SeverityOrder DEFAULT =
      new SeverityOrder(List.of(Origin.DISTRIBUTION, Origin.CNA, Origin.CISA, Origin.DATABASE));

  public SeverityOrder {
    origins = List.copyOf(origins);
  }

  /**
   * Reads {@code distribution,cna,cisa,database}: the most trusted first; who is left out never
   * decides.
   *
   * @throws PlinthException {@code USAGE} where a word is none of the four, or comes twice
   */
  public static SeverityOrder parse(String text) {
    List<Origin> origins = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      Origin found = null;
      for (Origin origin : Origin.values()) {
        found = origin.name().equalsIgnoreCase(word.strip()) ? origin : found;
      }
      if (found == null || origins.contains(found)) {
        throw new PlinthException(
            ErrorCode.USAGE,
            "'" + text + "' is no order of those who rate",
            "write some of distribution, cna, cisa, database, the most trusted first");
      }
      origins.add(found);
    }
    return new SeverityOrder(origins);
  }

  /**
   * The rating that decides; empty where nobody of the order rated. A source's own word says more
   * than what its vector amounts to.
   */
  public Optional<Rating> choose(List<Rating> ratings) {
    for (Origin origin : origins) {
      Optional<Rating> worst =
          ratings.stream()
              .filter(r -> r.origin() == origin && r.severity() != Severity.UNKNOWN)
              .max(SeverityOrder::compare);
      if (worst.isPresent()) {
        return worst;
      }
    }
    return Optional.empty();
  }

  private static int compare(Rating a, Rating b) {
    int word = Boolean.compare(a.vector().isEmpty(), b.vector().isEmpty());
    int severity = word != 0 ? word : a.severity().compareTo(b.severity());
    return severity != 0 ? severity : Double.compare(score(a), score(b));
  }

  private static double score(Rating rating) {
    return Double.isNaN(rating.score()) ? -1 : rating.score();
  }

  /** Its severity; {@link Severity#UNKNOWN} where nobody rated. */
  public Severity severity(List<Rating> ratings) {
    return choose(ratings).map(Rating::severity).orElse(Severity.UNKNOWN);
  }
}
