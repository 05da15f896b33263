package dev.plinth.vuln.life;

/**
 * A package whose security support ends before that of its release, or is limited (Debian's
 * debian-security-support).
 *
 * @param release Debian's version; empty for every one
 * @param pattern the source package's name, or a pattern for several
 * @param lastVersion the last version with support; empty where only limits are told
 * @param ended ISO 8601 day; empty where support is only limited
 * @param note why
 */
public record PackageSupport(
    String release, String pattern, String lastVersion, String ended, String note) {
  /** Whether a source package is meant; of regular expressions only {@code .*} is understood. */
  public boolean covers(String source) {
    String[] parts = pattern.split("\\.\\*", -1);
    if (!source.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      int found =
          last && source.endsWith(parts[i])
              ? source.length() - parts[i].length()
              : source.indexOf(parts[i], at);
      if (found < at) {
        return false;
      }
      at = found + parts[i].length();
    }
    return at == source.length();
  }

  /** Whether support is limited rather than ended. */
  public boolean limited() {
    return ended.isEmpty();
  }
}
