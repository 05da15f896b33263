package dev.plinth.shell.awk;

import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a program: rules, functions and statements. */
final class AwkParser {
  private static final int MOST_NESTING = 100;

  private final AwkTokens in;
  private final ExpressionParser expressions;
  private final List<Action.Rule> rules = new ArrayList<>();
  private final Map<String, Action.Function> functions = new HashMap<>();
  private int nesting;

  AwkParser(String text) throws NotUnderstood {
    this.in = new AwkTokens(AwkLexer.read(text));
    this.expressions = new ExpressionParser(in);
  }

  List<Action.Rule> rules() {
    return rules;
  }

  Map<String, Action.Function> functions() {
    return functions;
  }

  void parse() throws NotUnderstood {
    in.skipEnds();
    while (in.peek().kind() != '0') {
      if (in.take("function") || in.take("func")) {
        function();
      } else if (in.take("BEGIN")) {
        rules.add(new Action.Rule("BEGIN", null, null, block()));
      } else if (in.take("END")) {
        rules.add(new Action.Rule("END", null, null, block()));
      } else {
        rule();
      }
      in.skipEnds();
    }
    for (String called : expressions.called()) {
      if (!functions.containsKey(called)) {
        throw in.error("function " + called + " is not defined");
      }
    }
  }

  private void rule() throws NotUnderstood {
    Node pattern = null;
    Node end = null;
    if (!in.peek().is("{")) {
      pattern = expressions.expression(false);
      if (in.take(",")) {
        in.skipNewlines();
        end = expressions.expression(false);
      }
    }
    Action action = in.peek().is("{") ? block() : null;
    rules.add(new Action.Rule("", pattern, end, action));
  }

  private void function() throws NotUnderstood {
    String name = in.name();
    in.expect("(");
    List<String> parameters = new ArrayList<>();
    while (!in.take(")")) {
      parameters.add(in.name());
      in.take(",");
      in.skipNewlines();
    }
    in.skipNewlines();
    functions.put(name, new Action.Function(List.copyOf(parameters), block()));
  }

  private Action block() throws NotUnderstood {
    in.skipNewlines();
    in.expect("{");
    List<Action> actions = new ArrayList<>();
    in.skipEnds();
    while (!in.take("}")) {
      actions.add(statement());
      in.skipEnds();
    }
    return new Action.Block(List.copyOf(actions));
  }

  private Action statement() throws NotUnderstood {
    if (++nesting > MOST_NESTING) {
      throw in.error("nested too deeply");
    }
    Action action = any();
    nesting--;
    return action;
  }

  private Action any() throws NotUnderstood {
    Token token = in.peek();
    if (token.is("{")) {
      return block();
    }
    if (token.is(";")) {
      in.next();
      return new Action.Block(List.of());
    }
    if (token.kind() == 'k') {
      switch (token.text()) {
        case "if" -> {
          return choice();
        }
        case "while" -> {
          in.next();
          Node condition = parenthesised();
          in.skipNewlines();
          return new Action.While(condition, statement(), false);
        }
        case "do" -> {
          return doWhile();
        }
        case "for" -> {
          return forLoop();
        }
        default -> {}
      }
    }
    Action simple = simple();
    end();
    return simple;
  }

  private void end() throws NotUnderstood {
    Token token = in.peek();
    if (token.kind() == 'e' || token.is(";")) {
      in.next();
    } else if (!token.is("}") && token.kind() != '0') {
      throw in.error("unexpected '" + token.text() + "'");
    }
  }

  private Node parenthesised() throws NotUnderstood {
    in.expect("(");
    Node node = expressions.expression(false);
    in.expect(")");
    return node;
  }

  private Action choice() throws NotUnderstood {
    in.next();
    Node condition = parenthesised();
    in.skipNewlines();
    Action then = statement();
    int mark = in.mark();
    in.skipEnds();
    if (in.take("else")) {
      in.skipNewlines();
      return new Action.If(condition, then, statement());
    }
    in.reset(mark);
    return new Action.If(condition, then, null);
  }

  private Action doWhile() throws NotUnderstood {
    in.next();
    in.skipNewlines();
    Action body = statement();
    in.skipEnds();
    in.expect("while");
    Node condition = parenthesised();
    end();
    return new Action.While(condition, body, true);
  }

  private Action forLoop() throws NotUnderstood {
    in.next();
    in.expect("(");
    int mark = in.mark();
    if (in.peek().kind() == 'i') {
      String variable = in.name();
      if (in.take("in") && in.peek().kind() == 'i') {
        String array = in.name();
        if (in.take(")")) {
          in.skipNewlines();
          return new Action.ForIn(variable, array, statement());
        }
      }
      in.reset(mark);
    }
    Action start = in.peek().is(";") ? null : simple();
    in.expect(";");
    in.skipNewlines();
    Node condition = in.peek().is(";") ? null : expressions.expression(false);
    in.expect(";");
    in.skipNewlines();
    Action step = in.peek().is(")") ? null : simple();
    in.expect(")");
    in.skipNewlines();
    return new Action.For(start, condition, step, statement());
  }

  private Action simple() throws NotUnderstood {
    Token token = in.peek();
    if (token.kind() == 'k') {
      switch (token.text()) {
        case "print", "printf" -> {
          return print();
        }
        case "next", "nextfile", "break", "continue" -> {
          in.next();
          return new Action.Jump(token.text(), null);
        }
        case "exit", "return" -> {
          in.next();
          return new Action.Jump(token.text(), atEnd() ? null : expressions.expression(false));
        }
        case "delete" -> {
          return delete();
        }
        default -> {}
      }
    }
    return new Action.Expression(expressions.expression(false));
  }

  private Action delete() throws NotUnderstood {
    in.next();
    String array = in.name();
    if (!in.take("[")) {
      return new Action.Delete(array, null);
    }
    List<Node> index = expressions.list("]");
    return new Action.Delete(array, index);
  }

  private boolean atEnd() {
    Token token = in.peek();
    return token.kind() == 'e' || token.kind() == '0' || token.is(";") || token.is("}");
  }

  private Action print() throws NotUnderstood {
    boolean format = in.next().text().equals("printf");
    List<Node> nodes = new ArrayList<>();
    while (!atEnd() && !in.peek().is(">") && !in.peek().is(">>") && !in.peek().is("|")) {
      nodes.add(expressions.expression(true));
      if (!in.take(",")) {
        break;
      }
      in.skipNewlines();
    }
    if (nodes.size() == 1 && nodes.getFirst() instanceof Node.Grouping grouping) {
      nodes = new ArrayList<>(grouping.nodes());
    }
    String mode = "";
    Node target = null;
    for (String one : new String[] {">", ">>", "|"}) {
      if (in.take(one)) {
        mode = one;
        target = expressions.concatenation();
        break;
      }
    }
    if (format && nodes.isEmpty()) {
      throw in.error("printf without a format");
    }
    return new Action.Print(format, List.copyOf(nodes), mode, target);
  }

  /** The tokens, with one of look-ahead. */
  static final class AwkTokens {
    private final List<Token> tokens;
    private int at;

    AwkTokens(List<Token> tokens) {
      this.tokens = tokens;
    }

    Token peek() {
      return tokens.get(at);
    }

    Token peekSecond() {
      return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
      Token token = tokens.get(at);
      at = Math.min(at + 1, tokens.size() - 1);
      return token;
    }

    int mark() {
      return at;
    }

    void reset(int mark) {
      at = mark;
    }

    boolean take(String operator) {
      if (peek().is(operator)) {
        next();
        return true;
      }
      return false;
    }

    void expect(String operator) throws NotUnderstood {
      if (!take(operator)) {
        throw error("'" + operator + "' expected before '" + peek().text() + "'");
      }
    }

    String name() throws NotUnderstood {
      Token token = next();
      if (token.kind() != 'i' && token.kind() != 'f') {
        throw error("a name expected before '" + token.text() + "'");
      }
      return token.text();
    }

    void skipNewlines() {
      while (peek().kind() == 'e') {
        next();
      }
    }

    void skipEnds() {
      while (peek().kind() == 'e' || peek().is(";")) {
        next();
      }
    }

    NotUnderstood error(String why) {
      return new NotUnderstood("awk program: " + why);
    }
  }
}
