package dev.plinth.shell.syntax;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Word.Operator;
import dev.plinth.shell.syntax.Word.Parameter;
import dev.plinth.shell.syntax.WordReader.Mode;
import org.jspecify.annotations.Nullable;

/** Reads <code>${…}</code> from after the brace (XCU 2.6.2, and bash's additions). */
final class BraceReader {
  private final Cursor in;
  private final Dialect dialect;
  private final WordReader words;

  BraceReader(Cursor in, Dialect dialect, WordReader words) {
    this.in = in;
    this.dialect = dialect;
    this.words = words;
  }

  Parameter read(Mode around) throws NotUnderstood {
    if (in.peek() == '#') {
      long mark = in.mark();
      in.nextRaw();
      Parameter length = length();
      if (length != null) {
        return length;
      }
      in.reset(mark);
    }
    boolean indirect = false;
    if (dialect == Dialect.BASH && in.peek() == '!') {
      int second = in.peekSecond();
      if (second != Cursor.END && WordReader.isNamePart((char) second)) {
        in.nextRaw();
        indirect = true;
      }
    }
    String name = name();
    Word index = index();
    return operator(around, name, index, indirect);
  }

  /** {@code ${#name}}, or null where the {@code #} was the parameter itself. */
  private @Nullable Parameter length() throws NotUnderstood {
    int c = in.peek();
    if (c == Cursor.END || c == '}' || !(WordReader.isNamePart((char) c) || isSpecial((char) c))) {
      return null;
    }
    String name = name();
    Word index = index();
    if (!in.take('}')) {
      return null;
    }
    return new Parameter(name, index, false, Operator.LENGTH, false, null, null);
  }

  private String name() throws NotUnderstood {
    int c = in.peek();
    if (c != Cursor.END && WordReader.isNameStart((char) c)) {
      return words.name();
    }
    StringBuilder digits = new StringBuilder();
    while (c != Cursor.END && WordReader.isDigit((char) c)) {
      digits.append((char) in.nextRaw());
      c = in.peek();
    }
    if (!digits.isEmpty()) {
      return digits.toString();
    }
    if (c != Cursor.END && isSpecial((char) c)) {
      in.nextRaw();
      return String.valueOf((char) c);
    }
    throw in.error("bad substitution");
  }

  private static boolean isSpecial(char c) {
    return "@*#?-$!".indexOf(c) >= 0;
  }

  private @Nullable Word index() throws NotUnderstood {
    if (dialect != Dialect.BASH || !in.take('[')) {
      return null;
    }
    Word index = words.word(Mode.BRACE_IN_DOUBLE, "]");
    in.nextRaw();
    return index;
  }

  private Parameter operator(Mode around, String name, @Nullable Word index, boolean indirect)
      throws NotUnderstood {
    Mode plain = around.quoted() ? Mode.BRACE_IN_DOUBLE : Mode.BRACE;
    if (in.take('}')) {
      boolean keys = indirect && index != null;
      return new Parameter(
          name, index, indirect && !keys, keys ? Operator.KEYS : Operator.NONE, false, null, null);
    }
    boolean colon = in.take(':');
    int c = in.peek();
    Operator simple =
        switch (c) {
          case '-' -> Operator.DEFAULT;
          case '=' -> Operator.ASSIGN;
          case '?' -> Operator.ERROR;
          case '+' -> Operator.ALTERNATIVE;
          default -> Operator.NONE;
        };
    if (simple != Operator.NONE) {
      in.nextRaw();
      return new Parameter(name, index, indirect, simple, colon, closed(plain), null);
    }
    if (!colon && (c == '%' || c == '#')) {
      in.nextRaw();
      boolean twice = in.take((char) c);
      Operator cut =
          c == '%'
              ? (twice ? Operator.LONG_SUFFIX : Operator.SHORT_SUFFIX)
              : (twice ? Operator.LONG_PREFIX : Operator.SHORT_PREFIX);
      return new Parameter(name, index, indirect, cut, false, closed(Mode.BRACE), null);
    }
    if (dialect == Dialect.BASH) {
      return ofBash(name, index, indirect, colon, plain);
    }
    throw in.error("bad substitution");
  }

  private Word closed(Mode mode) throws NotUnderstood {
    Word operand = words.word(mode, "}");
    in.nextRaw();
    return operand;
  }

  private Parameter ofBash(
      String name, @Nullable Word index, boolean indirect, boolean colon, Mode plain)
      throws NotUnderstood {
    if (colon) {
      Word offset = words.word(Mode.BRACE_IN_DOUBLE, ":}");
      Word length = in.take(':') ? words.word(Mode.BRACE_IN_DOUBLE, "}") : null;
      in.nextRaw();
      return new Parameter(name, index, indirect, Operator.SUBSTRING, false, offset, length);
    }
    int c = in.nextRaw();
    if (c == '/') {
      Operator which =
          in.take('/')
              ? Operator.REPLACE_ALL
              : in.take('#')
                  ? Operator.REPLACE_PREFIX
                  : in.take('%') ? Operator.REPLACE_SUFFIX : Operator.REPLACE_FIRST;
      Word pattern = words.word(Mode.BRACE, "/}");
      Word replacement = in.take('/') ? words.word(plain, "}") : null;
      in.nextRaw();
      return new Parameter(name, index, indirect, which, false, pattern, replacement);
    }
    if (c == '^' || c == ',') {
      boolean all = in.take((char) c);
      Operator which =
          c == '^'
              ? (all ? Operator.UPPER_ALL : Operator.UPPER_FIRST)
              : (all ? Operator.LOWER_ALL : Operator.LOWER_FIRST);
      if (in.take('}')) {
        return new Parameter(name, index, indirect, which, false, null, null);
      }
    }
    throw in.error("bad substitution");
  }
}
