package dev.plinth.vuln.advisory;

/**
 * What a feed says of itself, or who gave it says.
 *
 * @param name as shown: {@code debian-tracker}
 * @param listsUnfixed whether it lists vulnerabilities without a fix; where it does not, what it
 *     does not list is not known to be safe
 * @param asOf ISO 8601, a day or a point in time; empty where nobody says
 */
public record FeedDeclaration(String name, Coverage listsUnfixed, String asOf) {
  /** Whether what has no fix is listed. */
  public enum Coverage {
    /** All that is known. */
    ALL_KNOWN,
    /** Only what has been fixed: secdb, security advisories. */
    ONLY_FIXED,
    /** It differs by ecosystem, as the sources of OSV do ({@link Ecosystems#osvListsUnfixed}). */
    BY_ECOSYSTEM
  }

  /** Whether it lists what is not fixed in an ecosystem. */
  public boolean listsUnfixed(String ecosystem) {
    return switch (listsUnfixed) {
      case ALL_KNOWN -> true;
      case ONLY_FIXED -> false;
      case BY_ECOSYSTEM -> Ecosystems.osvListsUnfixed(ecosystem);
    };
  }
}
