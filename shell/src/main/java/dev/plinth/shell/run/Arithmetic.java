package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Dialect;
import org.jspecify.annotations.Nullable;

/** Arithmetic expansion (XCU 2.6.4) in signed 64 bits, with assignments. */
final class Arithmetic {
  private static final int MOST_NESTING = 200;

  private static final String[][] LEVELS = {
    {"||"},
    {"&&"},
    {"|"},
    {"^"},
    {"&"},
    {"==", "!="},
    {"<=", ">=", "<", ">"},
    {"<<", ">>"},
    {"+", "-"},
    {"*", "/", "%"}
  };

  private final String text;
  private final Shell shell;
  private int at;
  private int depth;

  /** Above zero while an operand is read whose value does not count. */
  private int unused;

  private Arithmetic(String text, Shell shell, int depth) {
    this.text = text;
    this.shell = shell;
    this.depth = depth;
  }

  static long evaluate(String text, Shell shell) throws NotUnderstood {
    return new Arithmetic(text, shell, 0).all();
  }

  private long all() throws NotUnderstood {
    shell.session.steps(1 + text.length() / 16);
    if (skipBlanks() && shell.dialect == Dialect.BASH) {
      return 0;
    }
    long value = comma();
    if (!skipBlanks()) {
      throw error("expecting EOF");
    }
    return value;
  }

  /** Whether the end is reached. */
  private boolean skipBlanks() {
    while (at < text.length() && " \t\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at >= text.length();
  }

  private ShellError error(String what) {
    return new ShellError("arithmetic expression: " + what + ": \"" + text + "\"");
  }

  private long comma() throws NotUnderstood {
    long value = assignment();
    while (shell.dialect == Dialect.BASH && take(",")) {
      value = assignment();
    }
    return value;
  }

  private boolean take(String operator) {
    skipBlanks();
    if (text.startsWith(operator, at)) {
      at += operator.length();
      return true;
    }
    return false;
  }

  private long assignment() throws NotUnderstood {
    if (++depth > MOST_NESTING) {
      throw new NotUnderstood("arithmetic nested too deeply");
    }
    int start = at;
    String name = name();
    if (name != null) {
      String operator = assignmentOperator();
      if (operator != null) {
        long right = assignment();
        long value =
            operator.equals("=")
                ? right
                : apply(operator.substring(0, operator.length() - 1), variable(name), right);
        if (unused == 0) {
          shell.variables.set(name, Long.toString(value));
        }
        depth--;
        return value;
      }
    }
    at = start;
    long value = conditional();
    depth--;
    return value;
  }

  private @Nullable String assignmentOperator() {
    skipBlanks();
    String[] operators = {"<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|="};
    for (String operator : operators) {
      if (take(operator)) {
        return operator;
      }
    }
    if (at < text.length() && text.charAt(at) == '=' && !text.startsWith("==", at)) {
      at++;
      return "=";
    }
    return null;
  }

  private @Nullable String name() {
    skipBlanks();
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at), at == start)) {
      at++;
    }
    return at > start ? text.substring(start, at) : null;
  }

  private static boolean isNamePart(char c, boolean first) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (!first && c >= '0' && c <= '9');
  }

  private long conditional() throws NotUnderstood {
    long condition = binary(0);
    if (!take("?")) {
      return condition;
    }
    unused += condition != 0 ? 0 : 1;
    long yes = comma();
    unused -= condition != 0 ? 0 : 1;
    if (!take(":")) {
      throw error("expecting ':'");
    }
    unused += condition != 0 ? 1 : 0;
    long no = conditional();
    unused -= condition != 0 ? 1 : 0;
    return condition != 0 ? yes : no;
  }

  private @Nullable String operator(int level) {
    skipBlanks();
    for (String operator : LEVELS[level]) {
      if (!text.startsWith(operator, at)) {
        continue;
      }
      char next = at + operator.length() < text.length() ? text.charAt(at + operator.length()) : 0;
      boolean longer =
          (next == '=' && "+-*/%&^|".contains(operator))
              || (operator.length() == 2
                  && next == '='
                  && operator.charAt(0) == operator.charAt(1)
                  && "<>".indexOf(operator.charAt(0)) >= 0)
              || (operator.length() == 1
                  && "&|<>".contains(operator)
                  && next == operator.charAt(0));
      if (!longer) {
        at += operator.length();
        return operator;
      }
    }
    return null;
  }

  private long binary(int level) throws NotUnderstood {
    if (level == LEVELS.length) {
      return unary();
    }
    long left = binary(level + 1);
    String operator = operator(level);
    while (operator != null) {
      boolean skips = (level == 0 && left != 0) || (level == 1 && left == 0);
      unused += skips ? 1 : 0;
      long right = binary(level + 1);
      unused -= skips ? 1 : 0;
      left = apply(operator, left, right);
      operator = operator(level);
    }
    return left;
  }

  private long apply(String operator, long a, long b) {
    return switch (operator) {
      case "||" -> a != 0 || b != 0 ? 1 : 0;
      case "&&" -> a != 0 && b != 0 ? 1 : 0;
      case "|" -> a | b;
      case "^" -> a ^ b;
      case "&" -> a & b;
      case "==" -> a == b ? 1 : 0;
      case "!=" -> a != b ? 1 : 0;
      case "<=" -> a <= b ? 1 : 0;
      case ">=" -> a >= b ? 1 : 0;
      case "<" -> a < b ? 1 : 0;
      case ">" -> a > b ? 1 : 0;
      case "<<" -> a << b;
      case ">>" -> a >> b;
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      default -> divide(operator, a, b);
    };
  }

  private long divide(String operator, long a, long b) {
    if (unused > 0) {
      return 0;
    }
    if (b == 0) {
      throw error("division by zero");
    }
    if (b == -1) {
      return operator.equals("/") ? -a : 0;
    }
    return operator.equals("/") ? a / b : a % b;
  }

  private long unary() throws NotUnderstood {
    if (++depth > MOST_NESTING) {
      throw new NotUnderstood("arithmetic nested too deeply");
    }
    long value;
    skipBlanks();
    boolean twice = text.startsWith("++", at) || text.startsWith("--", at);
    if (twice && shell.dialect == Dialect.BASH) {
      boolean plus = text.charAt(at) == '+';
      at += 2;
      String name = name();
      if (name == null) {
        throw error("operand expected");
      }
      value = step(name, plus ? 1 : -1);
    } else if (take("!")) {
      value = unary() == 0 ? 1 : 0;
    } else if (take("~")) {
      value = ~unary();
    } else if (take("-")) {
      value = -unary();
    } else if (take("+")) {
      value = unary();
    } else {
      value = primary();
    }
    depth--;
    return value;
  }

  private long step(String name, int by) throws NotUnderstood {
    long value = variable(name) + by;
    if (unused == 0) {
      shell.variables.set(name, Long.toString(value));
    }
    return value;
  }

  private long primary() throws NotUnderstood {
    if (take("(")) {
      long value = comma();
      if (!take(")")) {
        throw error("expecting ')'");
      }
      return value;
    }
    String name = name();
    if (name != null) {
      if (shell.dialect == Dialect.BASH) {
        if (at < text.length() && text.charAt(at) == '[') {
          throw new NotUnderstood("arrays in arithmetic are not modelled");
        }
        if (take("++")) {
          return step(name, 1) - 1;
        }
        if (take("--")) {
          return step(name, -1) + 1;
        }
      }
      return variable(name);
    }
    int start = at;
    while (at < text.length() && (isNamePart(text.charAt(at), false) || text.charAt(at) == '#')) {
      at++;
    }
    if (at == start) {
      throw error("expecting primary");
    }
    Long number = Numbers.parse(text.substring(start, at));
    if (number == null) {
      throw error("expecting EOF");
    }
    return number;
  }

  private long variable(String name) throws NotUnderstood {
    if (unused > 0) {
      return 0;
    }
    String value = shell.variables.get(name);
    if (value == null || value.isEmpty()) {
      return name.equals("LINENO") ? shell.line : 0;
    }
    Long number = Numbers.parse(value.strip());
    if (number != null) {
      return number;
    }
    if (shell.dialect == Dialect.BASH) {
      return new Arithmetic(value, shell, depth + 20).all();
    }
    throw new ShellError("Illegal number: " + value);
  }
}
