package dev.plinth.shell.sed;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Regex;
import dev.plinth.shell.sed.SedCommand.Address;
import dev.plinth.shell.sed.SedCommand.Piece;
import dev.plinth.shell.sed.SedCommand.Substitution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a script. */
final class SedParser {
  private final String text;
  private final Regex.Syntax syntax;
  private int at;
  private final List<SedCommand> commands = new ArrayList<>();

  private SedParser(String text, boolean extended) {
    this.text = text;
    this.syntax = extended ? Regex.Syntax.EXTENDED : Regex.Syntax.BASIC;
  }

  static List<SedCommand> parse(String text, boolean extended) throws NotUnderstood {
    SedParser parser = new SedParser(text, extended);
    parser.all();
    return parser.linked();
  }

  private NotUnderstood error(String why) {
    return new NotUnderstood("sed script '" + text + "': " + why);
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private void skip(String chars) {
    while (at < text.length() && chars.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void all() throws NotUnderstood {
    if (text.startsWith("#n\n")) {
      throw error("'#n' is not modelled");
    }
    while (true) {
      skip(" \t\n;");
      if (at >= text.length()) {
        return;
      }
      if (peek() == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        continue;
      }
      command();
    }
  }

  private void command() throws NotUnderstood {
    Address from = address();
    Address to = null;
    if (from != null) {
      skip(" \t");
      if (peek() == ',') {
        at++;
        skip(" \t");
        to = endAddress();
      }
    }
    skip(" \t");
    boolean inverted = false;
    while (peek() == '!') {
      inverted = true;
      at++;
      skip(" \t");
    }
    if (at >= text.length()) {
      throw error("missing command");
    }
    char letter = text.charAt(at++);
    String operand = "";
    int number = 0;
    Substitution substitution = null;
    switch (letter) {
      case '{' -> {}
      case '}' -> {
        if (from != null) {
          throw error("'}' takes no address");
        }
        end();
      }
      case 's' -> substitution = substitute();
      case 'y' -> operand = transliteration();
      case 'a', 'i', 'c' -> operand = appended();
      case ':', 'b', 't', 'T' -> operand = label(letter);
      case 'r', 'w', 'R', 'W' -> operand = restOfLine();
      case 'q', 'Q' -> {
        skip(" \t");
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 4) {
          at++;
        }
        number = at > start ? Integer.parseInt(text.substring(start, at)) : 0;
        end();
      }
      case '=', 'd', 'D', 'g', 'G', 'h', 'H', 'n', 'N', 'p', 'P', 'x', 'z', 'F' -> end();
      default -> throw error("the command '" + letter + "' is not modelled");
    }
    if (letter == 'R' || letter == 'W') {
      throw error("the command '" + letter + "' is not modelled");
    }
    commands.add(new SedCommand(from, to, inverted, letter, operand, -1, number, substitution));
  }

  private void end() throws NotUnderstood {
    skip(" \t");
    int c = peek();
    if (c == -1 || c == '\n' || c == ';' || c == '}' || c == '#') {
      return;
    }
    throw error("extra characters after command");
  }

  // ---- addresses ---------------------------------------------------------------------------

  private long number() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 15) {
      at++;
    }
    return Long.parseLong(text.substring(start, at));
  }

  private @Nullable Address address() throws NotUnderstood {
    int c = peek();
    if (c >= '0' && c <= '9') {
      long first = number();
      if (peek() == '~') {
        at++;
        return new Address.Step(first, peek() >= '0' && peek() <= '9' ? number() : 0);
      }
      return new Address.Line(first);
    }
    if (c == '$') {
      at++;
      return new Address.Last();
    }
    if (c == '/' || c == '\\') {
      at += c == '/' ? 1 : 2;
      if (at > text.length()) {
        throw error("unterminated address");
      }
      char delimiter = text.charAt(at - 1);
      String pattern = delimited(delimiter, true);
      boolean fold = false;
      boolean lines = false;
      while (peek() == 'I' || peek() == 'M') {
        fold |= peek() == 'I';
        lines |= peek() == 'M';
        at++;
      }
      return new Address.Match(regex(pattern, fold), lines);
    }
    return null;
  }

  private Address endAddress() throws NotUnderstood {
    int c = peek();
    if (c == '+' || c == '~') {
      at++;
      long number = number();
      return c == '+' ? new Address.Count(number) : new Address.Multiple(number);
    }
    Address to = address();
    if (to == null) {
      throw error("unexpected ','");
    }
    return to;
  }

  private @Nullable Regex regex(String pattern, boolean fold) throws NotUnderstood {
    return pattern.isEmpty() ? null : Regex.compile(pattern, syntax, fold, true);
  }

  /**
   * Reads up to the delimiter and past it. A delimiter that is escaped stands for itself.
   *
   * @param regex a bracket expression may hold the delimiter; other escapes stay
   */
  private String delimited(char delimiter, boolean regex) throws NotUnderstood {
    StringBuilder out = new StringBuilder();
    boolean bracket = false;
    int bracketStart = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (bracket) {
        out.append(c);
        if (c == '[' && (peek() == ':' || peek() == '.' || peek() == '=')) {
          String close = text.charAt(at) + "]";
          int end = text.indexOf(close, at + 1);
          if (end > 0) {
            out.append(text, at, end + 2);
            at = end + 2;
          }
        } else if (c == ']' && out.length() - 1 > bracketStart) {
          bracket = false;
        }
        continue;
      }
      if (c == delimiter) {
        return out.toString();
      }
      if (c == '\\') {
        if (at >= text.length()) {
          break;
        }
        char next = text.charAt(at++);
        if (next == delimiter) {
          // Without its backslash it means what it means unescaped, special or not.
          out.append(next);
        } else {
          out.append(c).append(next);
        }
        continue;
      }
      if (c == '\n' && regex && delimiter != '\n') {
        throw error("unterminated regular expression");
      }
      out.append(c);
      if (regex && c == '[') {
        bracket = true;
        if (peek() == '^') {
          out.append('^');
          at++;
        }
        bracketStart = out.length();
        if (peek() == ']') {
          out.append(']');
          at++;
        }
      }
    }
    throw error("unterminated expression");
  }

  // ---- operands ----------------------------------------------------------------------------

  private Substitution substitute() throws NotUnderstood {
    if (at >= text.length() || peek() == '\n' || peek() == '\\') {
      throw error("unterminated 's' command");
    }
    char delimiter = text.charAt(at++);
    String pattern = delimited(delimiter, true);
    String replacement = delimited(delimiter, false);
    int which = 1;
    boolean all = false;
    boolean prints = false;
    boolean fold = false;
    boolean lines = false;
    boolean executes = false;
    String file = "";
    while (true) {
      int c = peek();
      if (c == 'g') {
        all = true;
      } else if (c == 'p') {
        prints = true;
      } else if (c == 'i' || c == 'I') {
        fold = true;
      } else if (c == 'm' || c == 'M') {
        lines = true;
      } else if (c >= '1' && c <= '9') {
        which = (int) Math.min(number(), Integer.MAX_VALUE);
        continue;
      } else if (c == 'w') {
        at++;
        file = restOfLine();
        break;
      } else if (c == 'e') {
        executes = true;
      } else {
        end();
        break;
      }
      at++;
    }
    Regex regex = regex(pattern, fold);
    List<Piece> pieces = new ReplacementReader(replacement, delimiter).read();
    for (Piece piece : pieces) {
      if (regex != null && piece.group() > regex.groups()) {
        throw error("invalid reference \\" + piece.group() + " on 's' command's RHS");
      }
    }
    return new Substitution(regex, pieces, which, all, prints, lines, executes, file);
  }

  private String transliteration() throws NotUnderstood {
    if (at >= text.length()) {
      throw error("unterminated 'y' command");
    }
    char delimiter = text.charAt(at++);
    String from = unescaped(delimited(delimiter, false));
    String to = unescaped(delimited(delimiter, false));
    if (from.length() != to.length()) {
      throw error("strings for 'y' command are different lengths");
    }
    end();
    return from + to;
  }

  private String unescaped(String raw) throws NotUnderstood {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 == raw.length()) {
        out.append(c);
        continue;
      }
      char e = raw.charAt(++i);
      switch (e) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case '\\' -> out.append('\\');
        default -> throw error("escape \\" + e + " in 'y' is not modelled");
      }
    }
    return out.toString();
  }

  /** The text of {@code a}, {@code i}, {@code c}: in GNU's form on the same line, too. */
  private String appended() throws NotUnderstood {
    skip(" \t");
    if (peek() == '\\') {
      at++;
      int mark = at;
      skip(" \t");
      if (peek() == '\n') {
        at++;
      } else {
        at = mark;
      }
    }
    if (at >= text.length()) {
      throw error("expected \\ after 'a', 'c' or 'i'");
    }
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        out.append(text.charAt(at++));
      } else if (c == '\n') {
        break;
      } else if (c != '\\') {
        out.append(c);
      }
    }
    return out.append('\n').toString();
  }

  private String label(char letter) throws NotUnderstood {
    skip(" \t");
    int start = at;
    String ends = letter == ':' ? "\n; \t" : "\n; \t}";
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String label = text.substring(start, at).strip();
    if (letter == ':' && label.isEmpty()) {
      throw error("':' lacks a label");
    }
    if (letter != ':') {
      end();
    }
    return label;
  }

  private String restOfLine() throws NotUnderstood {
    skip(" \t");
    int end = text.indexOf('\n', at);
    String rest = text.substring(at, end < 0 ? text.length() : end);
    at = end < 0 ? text.length() : end;
    if (rest.isEmpty()) {
      throw error("missing filename");
    }
    return rest;
  }

  // ---- braces and labels -------------------------------------------------------------------

  private List<SedCommand> linked() throws NotUnderstood {
    Map<String, Integer> labels = new HashMap<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < commands.size(); i++) {
      SedCommand command = commands.get(i);
      switch (command.letter()) {
        case ':' -> {
          if (labels.put(command.text(), i) != null) {
            throw error("label '" + command.text() + "' is there twice");
          }
        }
        case '{' -> open.push(i);
        case '}' -> {
          if (open.isEmpty()) {
            throw error("unexpected '}'");
          }
          int start = open.pop();
          commands.set(start, commands.get(start).withTarget(i));
        }
        default -> {}
      }
    }
    if (!open.isEmpty()) {
      throw error("unmatched '{'");
    }
    for (int i = 0; i < commands.size(); i++) {
      SedCommand command = commands.get(i);
      if ("btT".indexOf(command.letter()) >= 0) {
        Integer target =
            command.text().isEmpty()
                ? Integer.valueOf(commands.size())
                : labels.get(command.text());
        if (target == null) {
          throw error("no label '" + command.text() + "'");
        }
        commands.set(i, command.withTarget(target));
      }
    }
    return List.copyOf(commands);
  }
}
