package dev.plinth.shell.awk;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.awk.AwkParser.AwkTokens;
import dev.plinth.shell.pattern.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads expressions, by precedence. */
final class ExpressionParser {
  private static final int MOST_NESTING = 150;

  private final AwkTokens in;
  private final Set<String> called = new TreeSet<>();
  private int nesting;

  /** In the list of a print statement a bare {@code >} is a redirection. */
  private boolean printing;

  ExpressionParser(AwkTokens in) {
    this.in = in;
  }

  /** The functions of the program that are called. */
  Set<String> called() {
    return called;
  }

  Node expression(boolean inPrint) throws NotUnderstood {
    boolean outer = printing;
    printing = inPrint;
    Node node = ternary();
    printing = outer;
    return node;
  }

  /** Up to the closing bracket, and past it. */
  List<Node> list(String close) throws NotUnderstood {
    List<Node> nodes = new ArrayList<>();
    in.skipNewlines();
    while (!in.take(close)) {
      nodes.add(expression(false));
      in.skipNewlines();
      if (!in.take(",")) {
        in.expect(close);
        break;
      }
      in.skipNewlines();
    }
    return List.copyOf(nodes);
  }

  private Node ternary() throws NotUnderstood {
    if (++nesting > MOST_NESTING) {
      throw in.error("nested too deeply");
    }
    Node condition = or();
    Node result = condition;
    if (in.take("?")) {
      in.skipNewlines();
      Node yes = ternary();
      in.skipNewlines();
      in.expect(":");
      in.skipNewlines();
      result = new Node.Choice(condition, yes, ternary());
    } else if (isTarget(condition)) {
      String operator = assignment();
      if (operator != null) {
        in.skipNewlines();
        result = new Node.Assign(condition, operator, ternary());
      }
    }
    nesting--;
    return result;
  }

  private @Nullable String assignment() {
    for (String operator : new String[] {"=", "+=", "-=", "*=", "/=", "%=", "^="}) {
      if (in.take(operator)) {
        return operator;
      }
    }
    return null;
  }

  private static boolean isTarget(Node node) {
    return node instanceof Node.Variable
        || node instanceof Node.Field
        || node instanceof Node.Element;
  }

  private Node or() throws NotUnderstood {
    Node left = and();
    while (in.take("||")) {
      in.skipNewlines();
      left = new Node.Binary("||", left, and());
    }
    return left;
  }

  private Node and() throws NotUnderstood {
    Node left = membership();
    while (in.take("&&")) {
      in.skipNewlines();
      left = new Node.Binary("&&", left, membership());
    }
    return left;
  }

  private Node membership() throws NotUnderstood {
    Node left = match();
    while (in.take("in")) {
      List<Node> index = left instanceof Node.Grouping grouping ? grouping.nodes() : List.of(left);
      left = new Node.In(index, in.name());
    }
    return left;
  }

  private Node match() throws NotUnderstood {
    Node left = comparison();
    while (in.peek().is("~") || in.peek().is("!~")) {
      boolean negated = in.next().text().equals("!~");
      left = new Node.Matches(left, comparison(), negated);
    }
    return left;
  }

  private Node comparison() throws NotUnderstood {
    Node left = concatenation();
    for (String operator : new String[] {"<=", ">=", "==", "!=", "<", ">"}) {
      if (operator.equals(">") && printing) {
        continue;
      }
      if (in.take(operator)) {
        return new Node.Binary(operator, left, concatenation());
      }
    }
    // "command" | getline
    while (in.peek().is("|") && in.peekSecond().is("getline")) {
      in.next();
      in.next();
      left = new Node.Getline(optionalTarget(), left, true);
    }
    return left;
  }

  Node concatenation() throws NotUnderstood {
    Node left = additive();
    while (startsOperand()) {
      left = new Node.Concatenation(left, additive());
    }
    return left;
  }

  private boolean startsOperand() {
    Token token = in.peek();
    return switch (token.kind()) {
      case 'n', 's', 'r', 'i', 'f' -> true;
      case 'o' ->
          switch (token.text()) {
            case "$", "!", "(", "-", "+", "++", "--" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private Node additive() throws NotUnderstood {
    Node left = multiplicative();
    while (in.peek().is("+") || in.peek().is("-")) {
      left = new Node.Binary(in.next().text(), left, multiplicative());
    }
    return left;
  }

  private Node multiplicative() throws NotUnderstood {
    Node left = unary();
    while (in.peek().is("*") || in.peek().is("/") || in.peek().is("%")) {
      left = new Node.Binary(in.next().text(), left, unary());
    }
    return left;
  }

  private Node unary() throws NotUnderstood {
    if (++nesting > MOST_NESTING) {
      throw in.error("nested too deeply");
    }
    Node node;
    if (in.take("!")) {
      node = new Node.Unary('!', unary());
    } else if (in.take("-")) {
      node = new Node.Unary('-', unary());
    } else if (in.take("+")) {
      node = new Node.Unary('+', unary());
    } else {
      node = power();
    }
    nesting--;
    return node;
  }

  private Node power() throws NotUnderstood {
    Node left = postfix();
    if (in.take("^")) {
      // Right-associative, and binds tighter than a sign before it.
      Node right = in.take("-") ? new Node.Unary('-', power()) : power();
      return new Node.Binary("^", left, right);
    }
    return left;
  }

  private Node postfix() throws NotUnderstood {
    if (in.peek().is("++") || in.peek().is("--")) {
      int by = in.next().text().equals("++") ? 1 : -1;
      return new Node.Step(primary(), by, true);
    }
    Node node = primary();
    if (isTarget(node)) {
      if (in.take("++")) {
        return new Node.Step(node, 1, false);
      }
      if (in.take("--")) {
        return new Node.Step(node, -1, false);
      }
    }
    return node;
  }

  private Node primary() throws NotUnderstood {
    Token token = in.next();
    return switch (token.kind()) {
      case 'n' -> new Node.Constant(Value.of(Double.parseDouble(token.text())));
      case 's' -> new Node.Constant(Value.of(token.text()));
      case 'r' -> new Node.Pattern(Regex.compile(token.text(), Regex.Syntax.AWK));
      case 'f' -> {
        in.expect("(");
        yield call(token.text(), list(")"));
      }
      case 'i' -> variable(token.text());
      default -> other(token);
    };
  }

  private Node variable(String name) throws NotUnderstood {
    if (in.take("[")) {
      return new Node.Element(name, list("]"));
    }
    if (AwkFunctions.isFunction(name)) {
      return call(name, in.take("(") ? list(")") : List.of());
    }
    return new Node.Variable(name);
  }

  private Node call(String name, List<Node> arguments) {
    boolean user = !AwkFunctions.isFunction(name);
    if (user) {
      called.add(name);
    }
    return new Node.Call(name, arguments, user);
  }

  private Node other(Token token) throws NotUnderstood {
    if (token.is("$")) {
      if (in.peek().is("++") || in.peek().is("--")) {
        int by = in.next().text().equals("++") ? 1 : -1;
        return new Node.Field(new Node.Step(primary(), by, true));
      }
      if (in.take("-")) {
        return new Node.Field(new Node.Unary('-', primary()));
      }
      return new Node.Field(primary());
    }
    if (token.is("-") || token.is("+") || token.is("!")) {
      return new Node.Unary(token.text().charAt(0), unary());
    }
    if (token.is("(")) {
      List<Node> nodes = list(")");
      if (nodes.isEmpty()) {
        throw in.error("empty parentheses");
      }
      Node grouping = new Node.Grouping(nodes);
      // One expression in parentheses is just that, but never a target of an assignment.
      return nodes.size() == 1 && !isTarget(nodes.getFirst()) ? nodes.getFirst() : grouping;
    }
    if (token.is("getline")) {
      Node target = optionalTarget();
      if (in.take("<")) {
        return new Node.Getline(target, primary(), false);
      }
      return new Node.Getline(target, null, false);
    }
    throw in.error("unexpected '" + token.text().replace("\n", "newline") + "'");
  }

  private @Nullable Node optionalTarget() throws NotUnderstood {
    Token token = in.peek();
    if (token.is("$") || token.kind() == 'i') {
      Node node = primary();
      return isTarget(node) ? node : null;
    }
    return null;
  }
}
