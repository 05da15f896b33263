package dev.plinth.shell.pattern;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Regex.Syntax;
import dev.plinth.shell.pattern.RegexNode.Assertion;
import dev.plinth.shell.pattern.RegexNode.Back;
import dev.plinth.shell.pattern.RegexNode.Char;
import dev.plinth.shell.pattern.RegexNode.Choice;
import dev.plinth.shell.pattern.RegexNode.Empty;
import dev.plinth.shell.pattern.RegexNode.Group;
import dev.plinth.shell.pattern.RegexNode.Repeat;
import dev.plinth.shell.pattern.RegexNode.Sequence;
import dev.plinth.shell.pattern.RegexNode.Set;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads basic and extended regular expressions. */
final class RegexParser {
  private static final int MOST_NESTING = 100;
  private static final int MOST_REPEATS = 1000;

  private final String pattern;
  private final Syntax syntax;
  private final boolean extended;
  private final boolean ignoreCase;
  private final boolean sed;
  private int at;
  private int groups;
  private int depth;

  RegexParser(String pattern, Syntax syntax, boolean ignoreCase, boolean sed) {
    this.pattern = pattern;
    this.syntax = syntax;
    this.extended = syntax == Syntax.EXTENDED || syntax == Syntax.AWK;
    this.ignoreCase = ignoreCase;
    this.sed = sed;
  }

  Program parse() throws NotUnderstood {
    RegexNode node;
    if (syntax == Syntax.FIXED) {
      List<RegexNode> chars = new ArrayList<>();
      for (int i = 0; i < pattern.length(); i++) {
        chars.add(literal(pattern.charAt(i)));
      }
      node = new Sequence(chars);
    } else {
      node = choice();
      if (at < pattern.length()) {
        throw error("unmatched ')'");
      }
    }
    return RegexCompiler.compile(node, groups);
  }

  private NotUnderstood error(String why) {
    return new NotUnderstood("regular expression '" + pattern + "': " + why);
  }

  private boolean more() {
    return at < pattern.length();
  }

  private boolean looksAt(String text) {
    return pattern.startsWith(text, at);
  }

  private boolean atBar() {
    return extended ? looksAt("|") : looksAt("\\|");
  }

  private boolean atClose() {
    return depth > 0 ? (extended ? looksAt(")") : looksAt("\\)")) : !extended && looksAt("\\)");
  }

  private RegexNode choice() throws NotUnderstood {
    List<RegexNode> choices = new ArrayList<>();
    choices.add(sequence());
    while (more() && atBar()) {
      at += extended ? 1 : 2;
      choices.add(sequence());
    }
    return choices.size() == 1 ? choices.getFirst() : new Choice(choices);
  }

  private RegexNode sequence() throws NotUnderstood {
    List<RegexNode> nodes = new ArrayList<>();
    while (more() && !atBar() && !atClose()) {
      boolean first = nodes.isEmpty();
      char c = pattern.charAt(at);
      if (first && c == '*') {
        at++;
        if (!extended) {
          nodes.add(literal('*'));
        }
        continue;
      }
      RegexNode node = atom(first);
      // In basic expressions a star after a leading ^ stands for itself.
      boolean anchored =
          !extended
              && first
              && node instanceof Assertion assertion
              && assertion.operation() == Program.LINE_START;
      if (anchored && looksAt("*")) {
        at++;
        nodes.add(node);
        node = literal('*');
      }
      nodes.add(anchored && node instanceof Assertion ? node : repeated(node));
    }
    return nodes.size() == 1 ? nodes.getFirst() : new Sequence(nodes);
  }

  private RegexNode atom(boolean first) throws NotUnderstood {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '.' -> {
        BitSet any = new BitSet(256);
        any.set(0, 256);
        yield new Set(any);
      }
      case '[' -> {
        BracketReader reader = new BracketReader(pattern, at, ignoreCase, syntax, sed);
        BitSet chars = reader.read();
        at = reader.end();
        yield new Set(chars);
      }
      case '\\' -> escape();
      case '^' -> extended || first ? new Assertion(Program.LINE_START) : literal(c);
      case '$' ->
          extended || !more() || atBar() || atClose()
              ? new Assertion(Program.LINE_END)
              : literal(c);
      case '(' -> extended ? group() : literal(c);
      default -> literal(c);
    };
  }

  private RegexNode group() throws NotUnderstood {
    if (++depth > MOST_NESTING) {
      throw error("nested too deeply");
    }
    int number = ++groups;
    RegexNode body = choice();
    if (!more()) {
      throw error("unmatched '('");
    }
    at += extended ? 1 : 2;
    depth--;
    return new Group(number, body);
  }

  private RegexNode escape() throws NotUnderstood {
    if (!more()) {
      throw error("trailing backslash");
    }
    char c = pattern.charAt(at++);
    if (!extended && c == '(') {
      return group();
    }
    if (c >= '1' && c <= '9' && syntax != Syntax.AWK) {
      if (c - '0' > groups) {
        throw error("invalid back-reference");
      }
      return new Back(c - '0');
    }
    if (syntax == Syntax.AWK) {
      return literal(awkEscape(c));
    }
    return switch (c) {
      case '<' -> new Assertion(Program.WORD_START);
      case '>' -> new Assertion(Program.WORD_END);
      case 'b' -> new Assertion(Program.WORD_EDGE);
      case 'B' -> new Assertion(Program.NOT_WORD_EDGE);
      case '`' -> new Assertion(Program.TEXT_START);
      case '\'' -> new Assertion(Program.TEXT_END);
      case 'w', 'W' -> named("alnum", c == 'W', true);
      case 's', 'S' -> named("space", c == 'S', false);
      case 'n' -> literal(sed ? '\n' : c);
      case 't' -> literal(sed ? '\t' : c);
      default -> literal(c);
    };
  }

  private char awkEscape(char c) {
    int simple = "abfnrtv".indexOf(c);
    if (simple >= 0) {
      return "\u0007\b\f\n\r\t\u000b".charAt(simple);
    }
    if (c < '0' || c > '7') {
      return c;
    }
    int value = c - '0';
    for (int i = 0;
        i < 2 && more() && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '7';
        i++) {
      value = value * 8 + pattern.charAt(at++) - '0';
    }
    return (char) (value & 0xff);
  }

  private static RegexNode named(String name, boolean inverted, boolean underscore) {
    BitSet chars = new BitSet(256);
    for (char c = 0; c < 256; c++) {
      chars.set(c, (CharClass.contains(name, c) || (underscore && c == '_')) != inverted);
    }
    return new Set(chars);
  }

  private RegexNode literal(char c) {
    if (!ignoreCase || !CharClass.contains("alpha", c)) {
      return new Char(c);
    }
    BitSet both = new BitSet(256);
    both.set(Character.toLowerCase(c));
    both.set(Character.toUpperCase(c));
    return new Set(both);
  }

  // ---- repetition --------------------------------------------------------------------------

  private RegexNode repeated(RegexNode atom) throws NotUnderstood {
    RegexNode node = atom;
    while (more()) {
      if (looksAt("*")) {
        at++;
        node = new Repeat(node, 0, -1);
      } else if (extended ? looksAt("+") : looksAt("\\+")) {
        at += extended ? 1 : 2;
        node = new Repeat(node, 1, -1);
      } else if (extended ? looksAt("?") : looksAt("\\?")) {
        at += extended ? 1 : 2;
        node = new Repeat(node, 0, 1);
      } else if (extended ? atInterval() : looksAt("\\{")) {
        at += extended ? 1 : 2;
        node = interval(node);
      } else {
        break;
      }
    }
    return node;
  }

  /** In extended expressions a brace that begins no interval stands for itself. */
  private boolean atInterval() {
    if (!looksAt("{")) {
      return false;
    }
    int close = pattern.indexOf('}', at);
    if (close < at + 2) {
      return false;
    }
    for (int i = at + 1; i < close; i++) {
      char c = pattern.charAt(i);
      if ((c < '0' || c > '9') && c != ',') {
        return false;
      }
    }
    return true;
  }

  private RegexNode interval(RegexNode body) throws NotUnderstood {
    int close = pattern.indexOf(extended ? "}" : "\\}", at);
    if (close < 0) {
      throw error("unmatched '{'");
    }
    String text = pattern.substring(at, close);
    at = close + (extended ? 1 : 2);
    int comma = text.indexOf(',');
    int least = comma == 0 ? 0 : number(comma < 0 ? text : text.substring(0, comma));
    int most =
        comma < 0 ? least : comma == text.length() - 1 ? -1 : number(text.substring(comma + 1));
    if (most >= 0 && most < least) {
      throw error("invalid content of {}");
    }
    return most == 0 ? new Empty() : new Repeat(body, least, most);
  }

  private int number(String text) throws NotUnderstood {
    if (text.isEmpty() || text.length() > 5) {
      throw error("invalid content of {}");
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw error("invalid content of {}");
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    if (value > MOST_REPEATS) {
      throw error("more than " + MOST_REPEATS + " repetitions");
    }
    return value;
  }
}
