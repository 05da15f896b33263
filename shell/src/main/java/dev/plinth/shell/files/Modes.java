package dev.plinth.shell.files;

import dev.plinth.shell.NotUnderstood;

/** File modes as chmod(1) takes and ls(1) shows them. */
public final class Modes {
  private Modes() {}

  /**
   * The mode that {@code text} makes of {@code old}.
   *
   * @param text octal, or symbolic such as {@code u+rwX,go-w}
   * @param directory whether it is a directory's mode: {@code X}, and octal modes of few digits
   *     keep the set-id bits
   * @param umask what a clause without a class leaves alone
   */
  public static int apply(String text, int old, boolean directory, int umask) throws NotUnderstood {
    if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '7') {
      return octal(text, old, directory);
    }
    int mode = old;
    for (String clause : text.split(",", -1)) {
      mode = clause(text, clause, mode, directory, umask);
    }
    return mode;
  }

  private static int octal(String text, int old, boolean directory) throws NotUnderstood {
    int mode = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 7 || mode > 07777) {
        throw invalid(text);
      }
      mode = mode * 8 + digit;
    }
    if (mode > 07777) {
      throw invalid(text);
    }
    return directory && text.length() < 5 ? mode | (old & 06000) : mode;
  }

  private static NotUnderstood invalid(String text) {
    return new NotUnderstood("the file mode '" + text + "' is not understood");
  }

  private static int clause(String all, String clause, int old, boolean directory, int umask)
      throws NotUnderstood {
    int at = 0;
    int who = 0;
    while (at < clause.length() && "ugoa".indexOf(clause.charAt(at)) >= 0) {
      who |=
          switch (clause.charAt(at)) {
            case 'u' -> 04700;
            case 'g' -> 02070;
            case 'o' -> 01007;
            default -> 07777;
          };
      at++;
    }
    boolean masked = who == 0;
    if (masked) {
      who = 07777;
    }
    if (at >= clause.length()) {
      throw invalid(all);
    }
    int mode = old;
    while (at < clause.length()) {
      char operator = clause.charAt(at++);
      if ("+-=".indexOf(operator) < 0) {
        throw invalid(all);
      }
      int bits = 0;
      while (at < clause.length() && "+-=".indexOf(clause.charAt(at)) < 0) {
        bits |= permission(all, clause.charAt(at++), mode, directory);
      }
      bits &= masked ? ~umask & who : who;
      mode =
          switch (operator) {
            case '+' -> mode | bits;
            case '-' -> mode & ~bits;
            default -> assign(mode, who, bits, masked ? umask : 0, directory);
          };
    }
    return mode;
  }

  private static int assign(int mode, int who, int bits, int umask, boolean directory) {
    int cleared = who & ~umask;
    if (directory) {
      cleared &= ~06000;
    }
    return (mode & ~cleared) | bits;
  }

  private static int permission(String all, char c, int mode, boolean directory)
      throws NotUnderstood {
    return switch (c) {
      case 'r' -> 0444;
      case 'w' -> 0222;
      case 'x' -> 0111;
      case 'X' -> directory || (mode & 0111) != 0 ? 0111 : 0;
      case 's' -> 06000;
      case 't' -> 01000;
      case 'u' -> (mode >> 6 & 7) * 0111;
      case 'g' -> (mode >> 3 & 7) * 0111;
      case 'o' -> (mode & 7) * 0111;
      default -> throw invalid(all);
    };
  }

  /** {@code u=rwx,g=rx,o=rx} for umask 022. */
  public static String symbolicUmask(int umask) {
    int mode = ~umask & 0777;
    return "u=" + letters(mode >> 6) + ",g=" + letters(mode >> 3) + ",o=" + letters(mode);
  }

  private static String letters(int bits) {
    return ((bits & 4) != 0 ? "r" : "")
        + ((bits & 2) != 0 ? "w" : "")
        + ((bits & 1) != 0 ? "x" : "");
  }
}
