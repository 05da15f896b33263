package dev.plinth.vuln.version;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;

/** What the orders share. */
final class VersionText {
  /** Longer ones are refused, so that hostile text costs nothing. */
  static final int MAX_LENGTH = 512;

  private VersionText() {}

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> digit((char) c));
  }

  /** Numbers of any length, by value. */
  static int compareNumbers(String a, String b) {
    String shortA = withoutZeros(a);
    String shortB = withoutZeros(b);
    return shortA.length() != shortB.length()
        ? Integer.compare(shortA.length(), shortB.length())
        : shortA.compareTo(shortB);
  }

  static String withoutZeros(String number) {
    int at = 0;
    while (at < number.length() - 1 && number.charAt(at) == '0') {
      at++;
    }
    return number.substring(at);
  }

  static PlinthException refused(String version, String kind) {
    String shown = version.length() > MAX_LENGTH ? version.substring(0, MAX_LENGTH) : version;
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "'" + shown + "' is not a version of " + kind,
        "it cannot be compared, so nothing is said of it");
  }
}
