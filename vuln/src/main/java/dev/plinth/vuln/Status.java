package dev.plinth.vuln;

import java.util.Locale;

/** What a distribution says of a vulnerability in one of its packages; each means another thing. */
public enum Status {
  /** A fix exists, or is said to have come with a version. */
  FIXED,
  /** Known and open. */
  UNFIXED,
  /** Will not be fixed there. */
  IGNORED,
  /** No advisory will be issued; it may be fixed by a point release. */
  NO_DSA,
  /** Will be fixed some other time. */
  POSTPONED,
  /** Affects the source, but not what is built of it, or nothing that counts as security. */
  UNIMPORTANT,
  /** Nobody has found out yet. */
  UNDETERMINED,
  /** Support of the package or release has ended: nobody looks any more. */
  END_OF_LIFE,
  /** The vulnerable code is not there. */
  NOT_AFFECTED;

  /** In lower case with dashes: {@code no-dsa}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
