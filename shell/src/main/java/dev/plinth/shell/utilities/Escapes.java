package dev.plinth.shell.utilities;

/** Backslash escapes of echo and printf. */
final class Escapes {
  /**
   * @param stops a {@code \c} was met: nothing more is to be printed
   */
  record Result(String text, boolean stops) {}

  private Escapes() {}

  /** As in {@code echo} and {@code printf %b}: octal numbers begin with a zero. */
  static Result echo(String text) {
    if (text.indexOf('\\') < 0) {
      return new Result(text, false);
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\' || i == text.length()) {
        out.append(c);
        continue;
      }
      char e = text.charAt(i);
      if (e == 'c') {
        return new Result(out.toString(), true);
      }
      if (e == '0') {
        i++;
        int end = octalEnd(text, i, 3);
        out.append((char) (end > i ? Integer.parseInt(text, i, end, 8) & 0xff : 0));
        i = end;
      } else if (simple(e) >= 0) {
        out.append((char) simple(e));
        i++;
      } else {
        out.append('\\');
      }
    }
    return new Result(out.toString(), false);
  }

  /** As in the format of {@code printf}: octal numbers of up to three digits. */
  static String format(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\' || i == text.length()) {
        out.append(c);
        continue;
      }
      char e = text.charAt(i);
      int end = octalEnd(text, i, 3);
      if (end > i) {
        out.append((char) (Integer.parseInt(text, i, end, 8) & 0xff));
        i = end;
      } else if (simple(e) >= 0 || e == '"') {
        out.append(e == '"' ? '"' : (char) simple(e));
        i++;
      } else {
        out.append('\\');
      }
    }
    return out.toString();
  }

  private static int octalEnd(String text, int from, int most) {
    int end = from;
    while (end < text.length()
        && end < from + most
        && text.charAt(end) >= '0'
        && text.charAt(end) <= '7') {
      end++;
    }
    return end;
  }

  private static int simple(char c) {
    return switch (c) {
      case 'a' -> 7;
      case 'b' -> 8;
      case 'f' -> 12;
      case 'n' -> 10;
      case 'r' -> 13;
      case 't' -> 9;
      case 'v' -> 11;
      case '\\' -> 92;
      default -> -1;
    };
  }
}
