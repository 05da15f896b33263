package dev.plinth.shell.awk;

/** A scalar: text, a number, or both where input looks like a number. */
final class Value {
  /** What a variable is before it gets a value. */
  static final Value NONE = new Value("", 0, Kind.NONE);

  private enum Kind {
    NONE,
    TEXT,
    NUMBER,
    /** Text from input that looks like a number. */
    BOTH
  }

  private final String text;
  private final double number;
  private final Kind kind;

  private Value(String text, double number, Kind kind) {
    this.text = text;
    this.number = number;
    this.kind = kind;
  }

  static Value of(String text) {
    return new Value(text, 0, Kind.TEXT);
  }

  static Value of(double number) {
    return new Value("", number, Kind.NUMBER);
  }

  static Value of(boolean truth) {
    return of(truth ? 1 : 0);
  }

  /** Input: a field, a line of getline, an element of split, a value of the command line. */
  static Value input(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    int length = start == end ? 0 : numberLength(text, start);
    return length > 0 && start + length == end
        ? new Value(text, Double.parseDouble(text.substring(start, end)), Kind.BOTH)
        : of(text);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** How many chars from {@code start} make a decimal number; 0 for none. */
  static int numberLength(String text, int start) {
    int at = start;
    int n = text.length();
    if (at < n && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      at++;
    }
    int digits = at;
    while (at < n && isDigit(text.charAt(at))) {
      at++;
    }
    int count = at - digits;
    if (at < n && text.charAt(at) == '.') {
      int point = ++at;
      while (at < n && isDigit(text.charAt(at))) {
        at++;
      }
      count += at - point;
    }
    if (count == 0) {
      return 0;
    }
    if (at < n && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1;
      if (exponent < n && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
        exponent++;
      }
      int first = exponent;
      while (exponent < n && isDigit(text.charAt(exponent))) {
        exponent++;
      }
      at = exponent > first ? exponent : at;
    }
    return at - start;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  double number() {
    if (kind != Kind.TEXT) {
      return number;
    }
    int start = 0;
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    int length = numberLength(text, start);
    return length == 0 ? 0 : Double.parseDouble(text.substring(start, start + length));
  }

  /**
   * @param format {@code CONVFMT} or {@code OFMT}, for numbers that are no integers
   */
  String text(String format) {
    return kind == Kind.NUMBER ? Format.number(number, format) : text;
  }

  boolean truth() {
    return switch (kind) {
      case NONE -> false;
      case TEXT -> !text.isEmpty();
      default -> number != 0;
    };
  }

  boolean isNone() {
    return kind == Kind.NONE;
  }

  /** Numbers are compared as numbers, anything else as text. */
  static int compare(Value a, Value b, String format) {
    if (a.kind != Kind.TEXT && b.kind != Kind.TEXT) {
      return Double.compare(a.number() + 0.0, b.number() + 0.0);
    }
    return a.text(format).compareTo(b.text(format));
  }
}
