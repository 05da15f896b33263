package dev.plinth.vuln.advisory;

/**
 * Versions that are affected: from {@code introduced} on, up to and without {@code fixed}, or up to
 * and with {@code lastAffected}.
 *
 * @param introduced {@code 0} for from the first on
 * @param fixed empty where there is none
 * @param lastAffected empty where there is none
 */
public record VersionRange(String introduced, String fixed, String lastAffected) {
  /** From the first on; where {@code fixed} is empty, all. */
  public static VersionRange until(String fixed) {
    return new VersionRange("0", fixed, "");
  }

  /** Whether it begins with the first version there is. */
  public boolean fromStart() {
    return introduced.equals("0");
  }

  /** Whether all later versions are affected too. */
  public boolean open() {
    return fixed.isEmpty() && lastAffected.isEmpty();
  }
}
