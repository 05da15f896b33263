package dev.plinth.shell.syntax;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Condition.Binary;
import dev.plinth.shell.syntax.Condition.Both;
import dev.plinth.shell.syntax.Condition.Either;
import dev.plinth.shell.syntax.Condition.Not;
import dev.plinth.shell.syntax.Condition.Unary;
import dev.plinth.shell.syntax.Token.Kind;

/** Reads bash's {@code [[ … ]]}. */
final class ConditionReader {
  private static final int MOST_NESTING = 100;

  private final Lexer lexer;
  private int depth;

  ConditionReader(Lexer lexer) {
    this.lexer = lexer;
  }

  Statement read() throws NotUnderstood {
    int line = lexer.next().line();
    Condition condition = either();
    Token end = lexer.next();
    if (!end.isKeyword("]]")) {
      throw Parser.unexpected(end);
    }
    return new Statement.Test(line, condition);
  }

  private Condition either() throws NotUnderstood {
    Condition left = both();
    lexer.skipNewlines();
    while (lexer.peek().isOperator("||")) {
      lexer.next();
      lexer.skipNewlines();
      left = new Either(left, both());
    }
    return left;
  }

  private Condition both() throws NotUnderstood {
    Condition left = one();
    lexer.skipNewlines();
    while (lexer.peek().isOperator("&&")) {
      lexer.next();
      lexer.skipNewlines();
      left = new Both(left, one());
    }
    return left;
  }

  private Condition one() throws NotUnderstood {
    if (++depth > MOST_NESTING) {
      throw new NotUnderstood(lexer.peek().line(), "nested too deeply");
    }
    Condition condition = primary();
    depth--;
    return condition;
  }

  private Condition primary() throws NotUnderstood {
    Token first = lexer.next();
    if (first.isKeyword("!")) {
      return new Not(one());
    }
    if (first.isOperator("(")) {
      Condition inner = either();
      Token close = lexer.next();
      if (!close.isOperator(")")) {
        throw Parser.unexpected(close);
      }
      return inner;
    }
    Word left = SimpleReader.word(first);
    String text = first.text();
    if (text.length() == 2 && text.charAt(0) == '-' && !atEnd()) {
      Token operand = lexer.next();
      return new Unary(text, SimpleReader.word(operand));
    }
    if (atEnd()) {
      return new Unary("-n", left);
    }
    Token operator = lexer.next();
    if (operator.isKeyword("=~")) {
      Cursor in = lexer.cursor();
      while (in.peek() == ' ' || in.peek() == '\t') {
        in.next();
      }
      return new Binary(left, "=~", lexer.words().word(WordReader.Mode.REGEX));
    }
    if (operator.kind() != Kind.WORD && !operator.isOperator("<") && !operator.isOperator(">")) {
      throw Parser.unexpected(operator);
    }
    return new Binary(left, operator.text(), SimpleReader.word(lexer.next()));
  }

  private boolean atEnd() throws NotUnderstood {
    Token next = lexer.peek();
    return next.isKeyword("]]")
        || next.isOperator("&&")
        || next.isOperator("||")
        || next.isOperator(")")
        || next.kind() == Kind.NEWLINE;
  }
}
