package dev.plinth.shell.run;

import org.jspecify.annotations.Nullable;

/** Numbers as C writes them. */
final class Numbers {
  private Numbers() {}

  /** Decimal, {@code 0x} or octal with a leading zero, with a sign; null where it is none. */
  static @Nullable Long parse(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
      return null;
    }
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      boolean hex = digits.charAt(1) == 'x' || digits.charAt(1) == 'X';
      radix = hex ? 16 : 8;
      digits = digits.substring(hex ? 2 : 1);
    }
    return parse((negative ? "-" : "") + digits, radix);
  }

  /** Only decimal digits after a sign; null where it is something else. */
  static @Nullable Long decimal(String text) {
    return parse(text, 10);
  }

  private static @Nullable Long parse(String text, int radix) {
    try {
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
      if (text.length() == start) {
        return null;
      }
      for (int i = start; i < text.length(); i++) {
        if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
          return null;
        }
      }
      return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
