package dev.plinth.apk;

import java.util.List;

/** A part of a version, and where the version goes on after it. */
final class VersionToken {
  /** In the order in which parts may follow each other, which also ranks them. */
  enum Kind {
    FIRST_DIGITS,
    DIGITS,
    LETTER,
    SUFFIX,
    SUFFIX_DIGITS,
    HASH,
    REVISION,
    END,
    INVALID
  }

  /** In their order; those before the empty one are of pre-releases. */
  private static final List<String> SUFFIXES =
      List.of("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p");

  private static final int RELEASE = SUFFIXES.indexOf("");

  private final String text;
  private Kind kind = Kind.FIRST_DIGITS;
  private int from;
  private int to;
  private int suffix;

  /** The first part of a version. */
  VersionToken(String text) {
    this.text = text;
    digits(0);
  }

  Kind kind() {
    return kind;
  }

  boolean isPreRelease() {
    return kind == Kind.SUFFIX && suffix < RELEASE;
  }

  /** The order of two parts of the same kind. */
  int compareValue(VersionToken other) {
    return switch (kind) {
      case FIRST_DIGITS, SUFFIX_DIGITS, REVISION -> compareNumbers(other);
      // As Gentoo does: a leading zero makes it a fraction.
      case DIGITS ->
          text.charAt(from) == '0' || other.text.charAt(other.from) == '0'
              ? value().compareTo(other.value())
              : compareNumbers(other);
      case SUFFIX -> Integer.compare(suffix, other.suffix);
      case LETTER, HASH, END, INVALID -> value().compareTo(other.value());
    };
  }

  private int compareNumbers(VersionToken other) {
    String a = number();
    String b = other.number();
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }

  /** The digits without leading zeros. */
  private String number() {
    int start = from;
    while (start < to && text.charAt(start) == '0') {
      start++;
    }
    return text.substring(start, to);
  }

  private String value() {
    return text.substring(from, to);
  }

  /** Goes to the next part; one that may not follow this one is {@link Kind#INVALID}. */
  void advance() {
    if (to == text.length()) {
      kind = Kind.END;
      from = to;
      return;
    }
    char c = text.charAt(to);
    if (c >= 'a' && c <= 'z') {
      letter();
    } else if (c == '.' && kind.compareTo(Kind.DIGITS) <= 0) {
      kind = Kind.DIGITS;
      digits(to + 1);
    } else if (isDigit(c) && kind == Kind.SUFFIX) {
      kind = Kind.SUFFIX_DIGITS;
      digits(to);
    } else if (isDigit(c) && kind == Kind.LETTER) {
      kind = Kind.DIGITS;
      digits(to);
    } else if (c == '_' && kind.compareTo(Kind.SUFFIX_DIGITS) <= 0) {
      suffix();
    } else if (c == '~' && kind.compareTo(Kind.HASH) < 0) {
      hash();
    } else if (text.startsWith("-r", to) && kind.compareTo(Kind.REVISION) < 0) {
      kind = Kind.REVISION;
      digits(to + 2);
    } else {
      kind = Kind.INVALID;
    }
  }

  private void digits(int start) {
    from = start;
    to = start;
    while (to < text.length() && isDigit(text.charAt(to))) {
      to++;
    }
    if (from == to) {
      kind = Kind.INVALID;
    }
  }

  private void letter() {
    kind = kind.compareTo(Kind.DIGITS) <= 0 ? Kind.LETTER : Kind.INVALID;
    from = to;
    to++;
  }

  private void suffix() {
    from = to + 1;
    to = from;
    while (to < text.length() && text.charAt(to) >= 'a' && text.charAt(to) <= 'z') {
      to++;
    }
    suffix = from == to ? -1 : SUFFIXES.indexOf(value());
    kind = suffix < 0 ? Kind.INVALID : Kind.SUFFIX;
  }

  private void hash() {
    from = to + 1;
    to = from;
    while (to < text.length() && isHexDigit(text.charAt(to))) {
      to++;
    }
    kind = from == to ? Kind.INVALID : Kind.HASH;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f');
  }
}
