package dev.plinth.shell.sed;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Regex;
import dev.plinth.shell.sed.SedCommand.Piece;
import dev.plinth.shell.sed.SedCommand.Substitution;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Performs {@code s}. */
final class Changes {
  private static final int MOST_TEXT = 16 << 20;

  /** The text with what matches replaced, or null where nothing was. */
  @Nullable String apply(String text, Regex regex, Substitution substitution) throws NotUnderstood {
    StringBuilder out = null;
    int copied = 0;
    int at = 0;
    int count = 0;
    int lastEnd = -1;
    while (at <= text.length()) {
      int[] match = regex.search(text, at, substitution.lines());
      if (match == null) {
        break;
      }
      boolean empty = match[0] == match[1];
      // An empty match right after another is none.
      if (empty && match[0] == lastEnd) {
        at = match[0] + 1;
        continue;
      }
      count++;
      if (count >= substitution.which()) {
        out = out == null ? new StringBuilder() : out;
        out.append(text, copied, match[0]);
        replace(text, match, substitution, out);
        copied = match[1];
        if (out.length() > MOST_TEXT) {
          throw new NotUnderstood("sed makes too much text");
        }
        if (!substitution.all()) {
          break;
        }
      }
      lastEnd = match[1];
      at = empty ? match[1] + 1 : match[1];
    }
    return out == null ? null : out.append(text, copied, text.length()).toString();
  }

  private static void replace(
      String text, int[] match, Substitution substitution, StringBuilder out) {
    char lasting = 'E';
    char once = 0;
    for (Piece piece : substitution.replacement()) {
      if (piece.change() != 0) {
        if (piece.change() == 'l' || piece.change() == 'u') {
          once = piece.change();
        } else {
          lasting = piece.change();
        }
        continue;
      }
      String part = piece.text();
      if (piece.group() >= 0) {
        int start = match[2 * piece.group()];
        part = start < 0 ? "" : text.substring(start, match[2 * piece.group() + 1]);
      }
      if (part.isEmpty()) {
        continue;
      }
      if (lasting == 'U') {
        part = part.toUpperCase(Locale.ROOT);
      } else if (lasting == 'L') {
        part = part.toLowerCase(Locale.ROOT);
      }
      if (once != 0) {
        String first = part.substring(0, 1);
        part =
            (once == 'u' ? first.toUpperCase(Locale.ROOT) : first.toLowerCase(Locale.ROOT))
                + part.substring(1);
        once = 0;
      }
      out.append(part);
    }
  }
}
