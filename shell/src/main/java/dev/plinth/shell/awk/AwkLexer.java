package dev.plinth.shell.awk;

import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;

/** Cuts a program into tokens. */
final class AwkLexer {
  private static final String[] OPERATORS = {
    "**=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "^=", "==", "<=", ">=", "!=", "!~",
    ">>", "**", "{", "}", "(", ")", "[", "]", ";", ",", "+", "-", "*", "/", "%", "^", "!", ">", "<",
    "|", "?", ":", "~", "$", "="
  };

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private AwkLexer(String text) {
    this.text = text;
  }

  static List<Token> read(String text) throws NotUnderstood {
    AwkLexer lexer = new AwkLexer(text);
    while (lexer.one()) {}
    lexer.tokens.add(new Token('0', ""));
    return lexer.tokens;
  }

  private NotUnderstood error(String why) {
    return new NotUnderstood("awk program: " + why);
  }

  private boolean one() throws NotUnderstood {
    skip();
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (c == '\n') {
      at++;
      tokens.add(new Token('e', "\n"));
    } else if (c == '"') {
      at++;
      tokens.add(new Token('s', string()));
    } else if (c == '/' && regexMayFollow()) {
      at++;
      tokens.add(new Token('r', regex()));
    } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      int length = Value.numberLength(text, at);
      tokens.add(new Token('n', text.substring(at, at + length)));
      at += length;
    } else if (isNameStart(c)) {
      name();
    } else {
      operator();
    }
    return true;
  }

  private void skip() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '\\' && text.startsWith("\n", at + 1)) {
        at += 2;
      } else if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  private boolean regexMayFollow() {
    if (tokens.isEmpty()) {
      return true;
    }
    Token last = tokens.getLast();
    return switch (last.kind()) {
      case 'n', 's', 'r', 'i', 'f' -> false;
      case 'o' ->
          !(last.text().equals(")")
              || last.text().equals("]")
              || last.text().equals("$")
              || last.text().equals("++")
              || last.text().equals("--"));
      default -> true;
    };
  }

  private String string() throws NotUnderstood {
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c == '\n') {
        break;
      }
      if (c == '\\' && at < text.length()) {
        at = escape(text, at, out);
      } else {
        out.append(c);
      }
    }
    throw error("unterminated string");
  }

  /** Appends what the escape at {@code at}, just after the backslash, stands for; gives its end. */
  static int escape(String text, int at, StringBuilder out) {
    char e = text.charAt(at);
    int simple = "abfnrtv\\\"/".indexOf(e);
    if (simple >= 0) {
      out.append("\u0007\b\f\n\r\t\u000b\\\"/".charAt(simple));
      return at + 1;
    }
    if (e == '\n') {
      return at + 1;
    }
    if (e >= '0' && e <= '7') {
      int value = 0;
      int end = at;
      while (end < at + 3
          && end < text.length()
          && text.charAt(end) >= '0'
          && text.charAt(end) <= '7') {
        value = value * 8 + text.charAt(end++) - '0';
      }
      out.append((char) (value & 0xff));
      return end;
    }
    out.append('\\').append(e);
    return at + 1;
  }

  private String regex() throws NotUnderstood {
    StringBuilder out = new StringBuilder();
    boolean bracket = false;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\n') {
        break;
      }
      if (c == '\\' && at < text.length()) {
        char next = text.charAt(at++);
        out.append(next == '/' ? "" : "\\").append(next);
        continue;
      }
      if (c == '[' && !bracket) {
        bracket = true;
        out.append(c);
        for (char first : new char[] {'^', ']'}) {
          if (at < text.length() && text.charAt(at) == first) {
            out.append(first);
            at++;
          }
        }
        continue;
      }
      if (c == ']') {
        bracket = false;
      }
      if (c == '/' && !bracket) {
        return out.toString();
      }
      out.append(c);
    }
    throw error("unterminated regular expression");
  }

  private void name() {
    int start = at;
    while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    String name = text.substring(start, at);
    boolean keyword =
        switch (name) {
          case "BEGIN",
              "END",
              "function",
              "func",
              "if",
              "else",
              "while",
              "for",
              "do",
              "break",
              "continue",
              "next",
              "nextfile",
              "exit",
              "return",
              "delete",
              "in",
              "getline",
              "print",
              "printf" ->
              true;
          default -> false;
        };
    boolean call = at < text.length() && text.charAt(at) == '(';
    tokens.add(new Token(keyword ? 'k' : call ? 'f' : 'i', name));
  }

  private void operator() throws NotUnderstood {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        at += operator.length();
        String plain = operator.equals("**") ? "^" : operator.equals("**=") ? "^=" : operator;
        tokens.add(new Token('o', plain));
        return;
      }
    }
    throw error("unexpected '" + text.charAt(at) + "'");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
