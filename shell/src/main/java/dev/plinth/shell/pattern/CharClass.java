package dev.plinth.shell.pattern;

/** The character classes of the C locale. */
public final class CharClass {
  private CharClass() {}

  /** Whether there is a class called {@code name}, such as {@code alpha}. */
  public static boolean exists(String name) {
    return switch (name) {
      case "alpha",
          "digit",
          "alnum",
          "upper",
          "lower",
          "space",
          "blank",
          "punct",
          "print",
          "graph",
          "cntrl",
          "xdigit" ->
          true;
      default -> false;
    };
  }

  /** Whether {@code c} belongs to the class; nothing belongs to one that does not exist. */
  public static boolean contains(String name, char c) {
    return switch (name) {
      case "alpha" -> isUpper(c) || isLower(c);
      case "digit" -> isDigit(c);
      case "alnum" -> isAlnum(c);
      case "upper" -> isUpper(c);
      case "lower" -> isLower(c);
      case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> c > ' ' && c < 0x7f && !isAlnum(c);
      case "print" -> c >= ' ' && c < 0x7f;
      case "graph" -> c > ' ' && c < 0x7f;
      case "cntrl" -> c < ' ' || c == 0x7f;
      case "xdigit" -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      default -> false;
    };
  }

  static boolean isAlnum(char c) {
    return isUpper(c) || isLower(c) || isDigit(c);
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
