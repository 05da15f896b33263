package dev.plinth.shell.syntax;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Word.ArithmeticExpansion;
import dev.plinth.shell.syntax.Word.Literal;
import dev.plinth.shell.syntax.Word.Part;
import dev.plinth.shell.syntax.Word.ProcessInput;
import dev.plinth.shell.syntax.Word.Quoted;
import dev.plinth.shell.syntax.Word.Substitution;
import java.util.ArrayList;
import java.util.List;

/** Reads words: quotes, escapes and expansions (XCU 2.2, 2.6). */
final class WordReader {
  private static final int MOST_NESTING = 120;

  /** What surrounds the text that is read. */
  enum Mode {
    /** Nothing: ends at blanks and operators. */
    TOP,
    /** The operand of an unquoted {@code ${…}}, or a pattern. */
    BRACE,
    /** Double quotes. */
    DOUBLE,
    /** The operand of a {@code ${…}} in double quotes. */
    BRACE_IN_DOUBLE,
    HERE,
    ARITHMETIC,
    /** The right side of bash's {@code =~}: ends at blanks only. */
    REGEX;

    boolean quoted() {
      return this != TOP && this != BRACE && this != REGEX;
    }
  }

  private final Cursor in;
  private final Dialect dialect;
  private int depth;

  WordReader(Cursor in, Dialect dialect, int depth) {
    this.in = in;
    this.dialect = dialect;
    this.depth = depth;
  }

  int depth() {
    return depth;
  }

  Word word(Mode mode) throws NotUnderstood {
    return word(mode, "");
  }

  /** Reads until one of {@code stops}, which is not consumed. */
  Word word(Mode mode, String stops) throws NotUnderstood {
    int line = in.line();
    if (++depth > MOST_NESTING) {
      throw in.error("nested too deeply");
    }
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    while (true) {
      int c = in.peek();
      if (c == Cursor.END) {
        if (mode != Mode.TOP && mode != Mode.HERE && mode != Mode.REGEX) {
          throw in.error(mode == Mode.DOUBLE ? "unterminated quoted string" : "missing '}'");
        }
        break;
      }
      if (stops.indexOf(c) >= 0 || ends(mode, (char) c)) {
        break;
      }
      int special = "\\'\"$`".indexOf(c);
      boolean process =
          dialect == Dialect.BASH
              && mode == Mode.TOP
              && (c == '<' || c == '>')
              && in.peekSecond() == '(';
      if (special < 0 && !process) {
        plain.append((char) in.nextRaw());
        continue;
      }
      int before = parts.size();
      if (process) {
        if (c == '>') {
          throw in.error("process substitution for output is not modelled");
        }
        in.next();
        in.next();
        flush(plain, parts);
        parts.add(new ProcessInput(parser().untilParenthesis()));
      } else {
        special(mode, (char) c, plain, parts);
      }
      assert parts.size() >= before;
    }
    flush(plain, parts);
    depth--;
    return new Word(line, List.copyOf(parts));
  }

  private boolean ends(Mode mode, char c) {
    return switch (mode) {
      case TOP ->
          " \t\n;&|()".indexOf(c) >= 0
              || ((c == '<' || c == '>')
                  && !(dialect == Dialect.BASH && in.peekSecond() == '(' && c == '<'));
      case REGEX -> " \t\n".indexOf(c) >= 0;
      default -> false;
    };
  }

  private static void flush(StringBuilder plain, List<Part> parts) {
    if (!plain.isEmpty()) {
      parts.add(new Literal(plain.toString(), false));
      plain.setLength(0);
    }
  }

  private void special(Mode mode, char c, StringBuilder plain, List<Part> parts)
      throws NotUnderstood {
    switch (c) {
      case '\\' -> escape(mode, plain, parts);
      case '\'' -> {
        in.nextRaw();
        if (mode.quoted()) {
          plain.append('\'');
        } else {
          flush(plain, parts);
          parts.add(new Literal(singleQuoted(), true));
        }
      }
      case '"' -> {
        in.nextRaw();
        if (mode == Mode.HERE) {
          plain.append('"');
        } else {
          flush(plain, parts);
          parts.add(new Quoted(word(Mode.DOUBLE, "\"").parts()));
          in.nextRaw();
        }
      }
      case '`' -> {
        in.nextRaw();
        flush(plain, parts);
        parts.add(backquoted(mode.quoted()));
      }
      default -> {
        in.nextRaw();
        dollar(mode, plain, parts);
      }
    }
  }

  private void escape(Mode mode, StringBuilder plain, List<Part> parts) {
    in.nextRaw();
    int c = in.peekRaw();
    boolean takes =
        switch (mode) {
          case TOP, BRACE, REGEX -> c != Cursor.END;
          case DOUBLE, ARITHMETIC -> c != Cursor.END && "$`\\\"".indexOf(c) >= 0;
          case BRACE_IN_DOUBLE -> c != Cursor.END && "$`\\\"}".indexOf(c) >= 0;
          case HERE -> c != Cursor.END && "$`\\".indexOf(c) >= 0;
        };
    flush(plain, parts);
    parts.add(new Literal(takes ? String.valueOf((char) in.nextRaw()) : "\\", true));
  }

  private String singleQuoted() throws NotUnderstood {
    int start = in.position();
    while (true) {
      int c = in.nextRaw();
      if (c == Cursor.END) {
        throw in.error("unterminated quoted string");
      }
      if (c == '\'') {
        String text = in.since(start);
        return text.substring(0, text.length() - 1);
      }
    }
  }

  private Part backquoted(boolean inDouble) throws NotUnderstood {
    int line = in.line();
    StringBuilder text = new StringBuilder();
    while (true) {
      int c = in.nextRaw();
      if (c == Cursor.END) {
        throw in.error("EOF in backquote substitution");
      }
      if (c == '`') {
        break;
      }
      if (c == '\\') {
        int d = in.peekRaw();
        if (d == '\\' || d == '`' || d == '$' || (inDouble && d == '"')) {
          text.append((char) in.nextRaw());
          continue;
        }
      }
      text.append((char) c);
    }
    Parser inner = new Parser(new Cursor(text.toString(), line), dialect, depth);
    return new Substitution(inner.program());
  }

  private void dollar(Mode mode, StringBuilder plain, List<Part> parts) throws NotUnderstood {
    int c = in.peek();
    if (c == '(') {
      flush(plain, parts);
      parts.add(in.peekSecond() == '(' ? doubleParenthesis() : commandSubstitution());
    } else if (c == '{') {
      in.nextRaw();
      flush(plain, parts);
      parts.add(new BraceReader(in, dialect, this).read(mode));
    } else if (c != Cursor.END && isNameStart((char) c)) {
      flush(plain, parts);
      parts.add(Word.Parameter.plain(name()));
    } else if (c != Cursor.END && (isDigit((char) c) || "@*#?-$!".indexOf(c) >= 0)) {
      flush(plain, parts);
      in.nextRaw();
      parts.add(Word.Parameter.plain(String.valueOf((char) c)));
    } else if (dialect == Dialect.BASH && !mode.quoted() && c == '\'') {
      in.nextRaw();
      flush(plain, parts);
      parts.add(new Literal(AnsiQuotes.read(in), true));
    } else if (dialect == Dialect.BASH && !mode.quoted() && c == '"') {
      flush(plain, parts);
    } else {
      plain.append('$');
    }
  }

  private Part commandSubstitution() throws NotUnderstood {
    in.next();
    return new Substitution(parser().untilParenthesis());
  }

  private Part doubleParenthesis() throws NotUnderstood {
    long mark = in.mark();
    in.next();
    in.next();
    int depthBefore = depth;
    try {
      return new ArithmeticExpansion(arithmetic());
    } catch (NotUnderstood e) {
      if (dialect == Dialect.DASH) {
        throw e;
      }
      depth = depthBefore;
      in.reset(mark);
      return commandSubstitution();
    }
  }

  /** After {@code ((}: the expression, and past the closing {@code ))}. */
  Word arithmetic() throws NotUnderstood {
    int line = in.line();
    List<Part> parts = new ArrayList<>();
    int open = 0;
    while (true) {
      parts.addAll(word(Mode.ARITHMETIC, "()").parts());
      if (in.take('(')) {
        open++;
        parts.add(new Literal("(", false));
      } else {
        in.next();
        if (open > 0) {
          open--;
        } else if (in.take(')')) {
          return new Word(line, List.copyOf(parts));
        } else if (dialect == Dialect.BASH) {
          throw in.error("missing '))'");
        }
        parts.add(new Literal(")", false));
      }
    }
  }

  private Parser parser() throws NotUnderstood {
    if (depth + 1 > MOST_NESTING) {
      throw in.error("nested too deeply");
    }
    return new Parser(in, dialect, depth + 1);
  }

  /** A variable's name; the cursor stands on its first char. */
  String name() {
    StringBuilder name = new StringBuilder();
    int c = in.peek();
    while (c != Cursor.END && isNamePart((char) c)) {
      name.append((char) in.nextRaw());
      c = in.peek();
    }
    return name.toString();
  }

  static boolean isNameStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
  }
}
