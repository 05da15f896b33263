package dev.plinth.app.scan;

import java.util.Locale;

/**
 * Whether the distribution's signed index has a package without the vulnerability now.
 *
 * @param answer what it says
 * @param version of the binary package that has the fix; empty where none is known
 * @param reason one clause
 */
public record FixAnswer(Answer answer, String version, String reason) {
  /** What is known. */
  public enum Answer {
    YES,
    NO,
    UNKNOWN;

    /** In lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nobody asked. */
  public static final FixAnswer NOT_ASKED =
      unknown("the index was not asked: --check-fix does that");

  /** There is nothing to look for. */
  public static final FixAnswer NO_VERSION = unknown("no version with a fix is known");

  static FixAnswer unknown(String reason) {
    return new FixAnswer(Answer.UNKNOWN, "", reason);
  }
}
