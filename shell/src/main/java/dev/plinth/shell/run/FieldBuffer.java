package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * A word while it is expanded: text, and for each char where it came from, until it is cut into
 * fields (XCU 2.6.5).
 */
final class FieldBuffer {
  /** Written in the script, unquoted. */
  static final char LITERAL = 'l';

  static final char QUOTED = 'q';

  /** The result of an unquoted expansion. */
  static final char EXPANDED = 'x';

  /** An end of a field that stands whatever IFS is: between the elements of {@code $@}. */
  private static final char BREAK = 'b';

  /**
   * Between the elements of an unquoted {@code $@} in dash: as white space of IFS, whatever IFS is.
   */
  private static final char SPACE = 's';

  /** Quotes around nothing: a field, though empty. */
  private static final char EMPTY = 'e';

  /** One field: its text, and its form as a pattern. */
  record Field(String text, String pattern) {}

  private final Session session;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder kinds = new StringBuilder();

  FieldBuffer(Session session) {
    this.session = session;
  }

  void append(String more, char kind) throws NotUnderstood {
    session.requireSize(text.length() + (long) more.length());
    text.append(more);
    kinds.repeat(kind, more.length());
  }

  void fieldBreak() {
    text.append('\0');
    kinds.append(BREAK);
  }

  /** As {@link #fieldBreak}, but one delimiter together with one that is not white beside it. */
  void space() {
    text.append('\0');
    kinds.append(SPACE);
  }

  void quotedEmpty() {
    text.append('\0');
    kinds.append(EMPTY);
  }

  /** All of it as one string. */
  String joined(String separator) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char kind = kinds.charAt(i);
      if (kind == BREAK || kind == SPACE) {
        out.append(separator);
      } else if (kind != EMPTY) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  /** All of it as one pattern: what was quoted stands for itself. */
  String pattern() {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char kind = kinds.charAt(i);
      if (kind == QUOTED) {
        Glob.appendQuoted(out, text.charAt(i));
      } else if (kind == BREAK || kind == SPACE) {
        out.append(' ');
      } else if (kind != EMPTY) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  /** Cuts it into fields at the chars of {@code ifs} that came from expansions. */
  List<Field> split(String ifs) {
    List<Field> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    StringBuilder pattern = new StringBuilder();
    boolean some = false;
    int i = 0;
    int n = text.length();
    while (i < n) {
      char c = text.charAt(i);
      char kind = kinds.charAt(i);
      if (kind == BREAK) {
        if (some) {
          some = emit(fields, field, pattern);
        }
        i++;
      } else if (kind == EMPTY) {
        some = true;
        i++;
      } else if (!isDelimiter(i, ifs)) {
        field.append(c);
        if (kind == QUOTED) {
          Glob.appendQuoted(pattern, c);
        } else {
          pattern.append(c);
        }
        some = true;
        i++;
      } else {
        boolean white = isWhiteAt(i);
        if (some || !white) {
          some = emit(fields, field, pattern);
        }
        i = pastDelimiter(i, ifs, white);
      }
    }
    if (some) {
      emit(fields, field, pattern);
    }
    return fields;
  }

  /**
   * Cuts it as {@code read} does: the last of {@code most} fields takes the rest with its
   * delimiters, white space at the end cut off.
   */
  List<String> splitAtMost(String ifs, int most) {
    List<String> fields = new ArrayList<>();
    int i = skipWhite(0, ifs);
    int n = text.length();
    StringBuilder field = new StringBuilder();
    boolean some = false;
    while (i < n && fields.size() < most - 1) {
      if (isDelimiter(i, ifs)) {
        fields.add(field.toString());
        field.setLength(0);
        some = false;
        int next = skipWhite(i, ifs);
        if (next < n && isDelimiter(next, ifs)) {
          next = skipWhite(next + 1, ifs);
        }
        i = next;
      } else {
        field.append(text.charAt(i++));
        some = true;
      }
    }
    if (fields.size() < most - 1) {
      if (some) {
        fields.add(field.toString());
      }
      return fields;
    }
    fields.add(lastField(i, ifs));
    return fields;
  }

  private String lastField(int start, String ifs) {
    int end = trimmed(text.length(), start, ifs);
    // One delimiter at the very end belongs to the field before it, unless others stand inside.
    if (end > start && isDelimiter(end - 1, ifs)) {
      boolean inside = false;
      for (int i = start; i < end - 1; i++) {
        inside |= isDelimiter(i, ifs) && !isWhiteAt(i);
      }
      int before = trimmed(end - 1, start, ifs);
      for (int i = start; i < before; i++) {
        inside |= isDelimiter(i, ifs);
      }
      if (!inside) {
        end = before;
      }
    }
    return text.substring(start, Math.max(start, end));
  }

  private int trimmed(int from, int start, String ifs) {
    int end = from;
    while (end > start && isDelimiter(end - 1, ifs) && isWhiteAt(end - 1)) {
      end--;
    }
    return end;
  }

  /** IFS white space around one other IFS char is one delimiter together with it. */
  private int pastDelimiter(int start, String ifs, boolean startsWhite) {
    int i = skipWhite(startsWhite ? start : start + 1, ifs);
    if (startsWhite && i < text.length() && isDelimiter(i, ifs) && !isWhiteAt(i)) {
      // Only where a field stood before: leading white space is no delimiter of its own.
      if (start > 0 && endsField(start, ifs)) {
        i = skipWhite(i + 1, ifs);
      }
    }
    return i;
  }

  private boolean endsField(int start, String ifs) {
    int before = start - 1;
    return kinds.charAt(before) != BREAK && !isDelimiter(before, ifs);
  }

  private boolean isDelimiter(int i, String ifs) {
    char kind = kinds.charAt(i);
    return kind == SPACE || (kind == EXPANDED && ifs.indexOf(text.charAt(i)) >= 0);
  }

  private boolean isWhiteAt(int i) {
    return kinds.charAt(i) == SPACE || isWhite(text.charAt(i));
  }

  private int skipWhite(int from, String ifs) {
    int i = from;
    while (i < text.length() && isDelimiter(i, ifs) && isWhiteAt(i)) {
      i++;
    }
    return i;
  }

  static boolean isWhite(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  private static boolean emit(List<Field> fields, StringBuilder field, StringBuilder pattern) {
    fields.add(new Field(field.toString(), pattern.toString()));
    field.setLength(0);
    pattern.setLength(0);
    return false;
  }
}
