package dev.plinth.deb;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.VersionScheme;
import java.nio.charset.StandardCharsets;

/** The order of Debian's versions, {@code [epoch:]upstream[-revision]} (deb-version(7)). */
public final class DebVersions implements VersionScheme {
  private static final int LETTERS = 256;

  private static final byte[] IN_UPSTREAM = bytes(".-+~:");
  private static final byte[] IN_REVISION = bytes(".+~");

  /** There is only one order. */
  public static final DebVersions INSTANCE = new DebVersions();

  // Who compares keeps one side and changes the other, so the last of each side is remembered.
  // Threads may overwrite each other's: what is found is asked whether it is the one.
  private Parts lastLeft = parts("0");
  private Parts lastRight = lastLeft;

  private DebVersions() {}

  /** A version that is valid. */
  private static final class Parts {
    final String text;
    final byte[] bytes;

    /** Where the epoch's colon stands; -1 where there is none. */
    final int colon;

    /** Where the revision's dash stands, or the end. */
    final int dash;

    final int epoch;

    Parts(String text, byte[] bytes) {
      this.text = text;
      this.bytes = bytes;
      colon = text.indexOf(':');
      dash = revision(bytes, colon);
      epoch = colon < 0 ? 0 : Integer.parseInt(text.substring(0, colon));
    }
  }

  @Override
  public int compare(String a, String b) {
    Parts left = lastLeft;
    if (!left.text.equals(a)) {
      left = parts(a);
      lastLeft = left;
    }
    Parts right = lastRight;
    if (!right.text.equals(b)) {
      right = parts(b);
      lastRight = right;
    }
    int order = Integer.compare(left.epoch, right.epoch);
    if (order == 0) {
      order =
          compare(left.bytes, left.colon + 1, left.dash, right.bytes, right.colon + 1, right.dash);
    }
    // Without a dash the revision is empty, which counts like "0".
    return order != 0
        ? order
        : compare(
            left.bytes,
            left.dash + 1,
            left.bytes.length,
            right.bytes,
            right.dash + 1,
            right.bytes.length);
  }

  @Override
  public boolean isValid(String version) {
    return problem(version, bytes(version)) == null;
  }

  /** The version without its epoch and revision. */
  public static String upstream(String version) {
    byte[] bytes = bytes(version);
    int colon = version.indexOf(':');
    return version.substring(colon + 1, revision(bytes, colon));
  }

  /** An array: a character of a text takes many times as long until code is compiled. */
  private static byte[] bytes(String version) {
    return version.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Parts parts(String version) {
    byte[] bytes = bytes(version);
    String problem = problem(version, bytes);
    if (problem != null) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "'" + version + "' is not a Debian version: " + problem,
          "see deb-version(7)");
    }
    return new Parts(version, bytes);
  }

  /**
   * What dpkg's parseversion() refuses; null where it is a version.
   *
   * @param bytes what is not of ISO 8859-1 is a question mark there, which is refused too
   */
  private static @org.jspecify.annotations.Nullable String problem(String version, byte[] bytes) {
    int colon = version.indexOf(':');
    if (colon == 0 || colon > 9) {
      return "its epoch is not a number";
    }
    for (int i = 0; i < colon; i++) {
      if (!digit(bytes[i])) {
        return "its epoch is not a number";
      }
    }
    if (colon > 0 && Long.parseLong(version.substring(0, colon)) > Integer.MAX_VALUE) {
      return "its epoch is too large";
    }
    int dash = revision(bytes, colon);
    if (dash == colon + 1) {
      return "it has no upstream part";
    }
    if (!digit(bytes[colon + 1])) {
      return "its upstream part does not begin with a digit";
    }
    int odd = odd(bytes, colon + 1, dash, IN_UPSTREAM);
    if (odd >= 0) {
      return "'" + version.charAt(odd) + "' does not belong there";
    }
    if (dash == bytes.length - 1) {
      return "its revision is empty";
    }
    odd = odd(bytes, dash + 1, bytes.length, IN_REVISION);
    return odd >= 0 ? "'" + version.charAt(odd) + "' does not belong in its revision" : null;
  }

  /** Where the first character stands that is no digit, no letter and not allowed; -1 for none. */
  private static int odd(byte[] bytes, int from, int end, byte[] allowed) {
    for (int i = from; i < end; i++) {
      byte c = bytes[i];
      if (!digit(c) && !letter(c) && !has(allowed, c)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean has(byte[] allowed, byte c) {
    for (byte one : allowed) {
      if (one == c) {
        return true;
      }
    }
    return false;
  }

  /** Where the revision's dash stands, or the end where there is none. */
  private static int revision(byte[] version, int colon) {
    for (int i = version.length - 1; i > colon; i--) {
      if (version[i] == '-') {
        return i;
      }
    }
    return version.length;
  }

  /** Non-digits by their weight, then numbers by value, in turn (deb-version(7), "Sorting"). */
  private static int compare(byte[] a, int i, int endA, byte[] b, int j, int endB) {
    while (i < endA || j < endB) {
      while ((i < endA && !digit(a[i])) || (j < endB && !digit(b[j]))) {
        int order = weight(a, i, endA) - weight(b, j, endB);
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      while (i < endA && a[i] == '0') {
        i++;
      }
      while (j < endB && b[j] == '0') {
        j++;
      }
      int first = 0;
      while (i < endA && j < endB && digit(a[i]) && digit(b[j])) {
        first = first == 0 ? a[i] - b[j] : first;
        i++;
        j++;
      }
      if (i < endA && digit(a[i])) {
        return 1;
      }
      if (j < endB && digit(b[j])) {
        return -1;
      }
      if (first != 0) {
        return first;
      }
    }
    return 0;
  }

  private static int weight(byte[] text, int at, int end) {
    if (at >= end || digit(text[at])) {
      return 0;
    }
    byte c = text[at];
    return c == '~' ? -1 : letter(c) ? c : c + LETTERS;
  }

  private static boolean digit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(byte c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
