package dev.plinth.shell.syntax;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Statement.AndOr;
import dev.plinth.shell.syntax.Statement.Arm;
import dev.plinth.shell.syntax.Statement.Background;
import dev.plinth.shell.syntax.Statement.Link;
import dev.plinth.shell.syntax.Statement.Pipeline;
import dev.plinth.shell.syntax.Statement.Redirected;
import dev.plinth.shell.syntax.Statement.Sequence;
import dev.plinth.shell.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of XCU 2.10 by recursive descent. What it does not know is {@link NotUnderstood} with
 * the line.
 */
public final class Parser {
  private static final int MOST_NESTING = 150;

  private final Lexer lexer;
  private final Dialect dialect;
  private final SimpleReader simple;
  private int depth;

  Parser(Cursor in, Dialect dialect, int depth) {
    this.lexer = new Lexer(in, dialect, depth);
    this.dialect = dialect;
    this.depth = depth;
    this.simple = new SimpleReader(lexer, dialect);
  }

  /** Reads a whole script, or the text of an {@code eval}, whose first line is {@code line}. */
  public static Statement parse(String text, Dialect dialect, int line) throws NotUnderstood {
    return new Parser(new Cursor(text, line), dialect, 0).program();
  }

  Statement program() throws NotUnderstood {
    Statement all = list();
    Token end = lexer.next();
    if (end.kind() != Kind.END) {
      throw unexpected(end);
    }
    lexer.requireNoPending();
    return all;
  }

  /** The body of {@code $(…)}, past its closing parenthesis. */
  Statement untilParenthesis() throws NotUnderstood {
    Statement body = list();
    Token end = lexer.next();
    if (!end.isOperator(")")) {
      throw unexpected(end);
    }
    lexer.requireNoPending();
    return body;
  }

  /** Commands up to a token that cannot begin one; perhaps none. */
  private Statement list() throws NotUnderstood {
    lexer.skipNewlines();
    int line = lexer.peek().line();
    List<Statement> statements = new ArrayList<>();
    while (!ends(lexer.peek())) {
      Statement statement = andOr();
      Token separator = lexer.peek();
      if (separator.isOperator("&")) {
        lexer.next();
        statement = new Background(statement.line(), statement);
      } else if (separator.isOperator(";")) {
        lexer.next();
      } else if (separator.kind() != Kind.NEWLINE) {
        statements.add(statement);
        break;
      }
      statements.add(statement);
      lexer.skipNewlines();
    }
    return statements.size() == 1
        ? statements.getFirst()
        : new Sequence(line, List.copyOf(statements));
  }

  private static boolean ends(Token token) {
    return switch (token.kind()) {
      case END -> true;
      case OPERATOR ->
          switch (token.text()) {
            case ")", ";;", ";&", ";;&" -> true;
            default -> false;
          };
      case WORD ->
          switch (token.text()) {
            case "then", "else", "elif", "fi", "do", "done", "esac", "}" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private Statement someList() throws NotUnderstood {
    Statement body = list();
    if (body instanceof Sequence sequence && sequence.statements().isEmpty()) {
      throw unexpected(lexer.peek());
    }
    return body;
  }

  private Statement andOr() throws NotUnderstood {
    Statement first = pipeline();
    List<Link> rest = new ArrayList<>();
    while (lexer.peek().isOperator("&&") || lexer.peek().isOperator("||")) {
      boolean and = lexer.next().text().equals("&&");
      lexer.skipNewlines();
      rest.add(new Link(and, pipeline()));
    }
    return rest.isEmpty() ? first : new AndOr(first.line(), first, List.copyOf(rest));
  }

  private Statement pipeline() throws NotUnderstood {
    int line = lexer.peek().line();
    boolean negated = false;
    while (lexer.peek().isKeyword("!")) {
      lexer.next();
      negated = !negated;
      if (dialect == Dialect.DASH && lexer.peek().isKeyword("!")) {
        throw unexpected(lexer.peek());
      }
    }
    List<Statement> stages = new ArrayList<>();
    stages.add(command());
    while (lexer.peek().isOperator("|") || lexer.peek().isOperator("|&")) {
      if (lexer.next().text().equals("|&")) {
        throw new NotUnderstood(line, "'|&' is not modelled");
      }
      lexer.skipNewlines();
      stages.add(command());
    }
    return stages.size() == 1 && !negated
        ? stages.getFirst()
        : new Pipeline(line, negated, List.copyOf(stages));
  }

  Statement command() throws NotUnderstood {
    if (++depth > MOST_NESTING) {
      throw new NotUnderstood(lexer.peek().line(), "nested too deeply");
    }
    Statement command = compound();
    if (command == null) {
      command = simple.read(this);
    } else {
      List<Redirection> redirections = new ArrayList<>();
      while (simple.atRedirection()) {
        redirections.add(simple.redirection());
      }
      if (!redirections.isEmpty()) {
        command = new Redirected(command.line(), command, List.copyOf(redirections));
      }
    }
    depth--;
    return command;
  }

  private @Nullable Statement compound() throws NotUnderstood {
    Token token = lexer.peek();
    int line = token.line();
    if (token.isOperator("(")) {
      return parenthesis(line);
    }
    if (token.kind() != Kind.WORD) {
      return null;
    }
    boolean bash = dialect == Dialect.BASH;
    return switch (token.text()) {
      case "if" -> ifElse();
      case "while", "until" -> loop();
      case "for" -> forLoop();
      case "case" -> caseOf();
      case "{" -> group();
      case "[[" -> bash ? new ConditionReader(lexer).read() : null;
      case "function" -> bash ? functionOfBash() : null;
      case "select", "coproc", "time" -> {
        if (bash) {
          throw new NotUnderstood(line, "'" + token.text() + "' of bash is not modelled");
        }
        yield null;
      }
      default -> null;
    };
  }

  private Statement loop() throws NotUnderstood {
    Token token = lexer.next();
    Statement condition = someList();
    return new Statement.Loop(token.line(), token.isKeyword("until"), condition, doGroup());
  }

  private Statement group() throws NotUnderstood {
    int line = lexer.next().line();
    Statement body = someList();
    expect("}");
    return new Statement.Group(line, body);
  }

  private Statement parenthesis(int line) throws NotUnderstood {
    lexer.next();
    if (dialect == Dialect.BASH && lexer.cursor().peek() == '(') {
      lexer.cursor().next();
      return new Statement.Arithmetic(line, lexer.words().arithmetic());
    }
    Statement body = someList();
    Token end = lexer.next();
    if (!end.isOperator(")")) {
      throw unexpected(end);
    }
    return new Statement.Subshell(line, body);
  }

  private Statement ifElse() throws NotUnderstood {
    int line = lexer.next().line();
    Statement condition = someList();
    expect("then");
    Statement then = someList();
    Statement otherwise = null;
    if (lexer.peek().isKeyword("elif")) {
      if (++depth > MOST_NESTING * 4) {
        throw new NotUnderstood(line, "nested too deeply");
      }
      otherwise = ifElse();
      depth--;
      return new Statement.If(line, condition, then, otherwise);
    }
    if (lexer.peek().isKeyword("else")) {
      lexer.next();
      otherwise = someList();
    }
    expect("fi");
    return new Statement.If(line, condition, then, otherwise);
  }

  private Statement doGroup() throws NotUnderstood {
    expect("do");
    Statement body = someList();
    expect("done");
    return body;
  }

  private Statement forLoop() throws NotUnderstood {
    int line = lexer.next().line();
    Token name = lexer.next();
    if (name.kind() != Kind.WORD || !SimpleReader.isName(name.text())) {
      throw new NotUnderstood(line, "syntax error: bad for loop variable");
    }
    lexer.skipNewlines();
    List<Word> words = null;
    if (lexer.peek().isKeyword("in")) {
      lexer.next();
      words = new ArrayList<>();
      while (lexer.peek().kind() == Kind.WORD || lexer.peek().kind() == Kind.NUMBER) {
        words.add(SimpleReader.word(lexer.next()));
      }
      Token end = lexer.next();
      if (!end.isOperator(";") && end.kind() != Kind.NEWLINE) {
        throw unexpected(end);
      }
    } else if (lexer.peek().isOperator(";")) {
      lexer.next();
    }
    lexer.skipNewlines();
    return new Statement.For(line, name.text(), words, doGroup());
  }

  private Statement caseOf() throws NotUnderstood {
    int line = lexer.next().line();
    Word subject = SimpleReader.word(lexer.next());
    lexer.skipNewlines();
    expect("in");
    lexer.skipNewlines();
    List<Arm> arms = new ArrayList<>();
    while (!lexer.peek().isKeyword("esac")) {
      if (lexer.peek().isOperator("(")) {
        lexer.next();
      }
      List<Word> patterns = new ArrayList<>();
      patterns.add(SimpleReader.word(lexer.next()));
      while (lexer.peek().isOperator("|")) {
        lexer.next();
        patterns.add(SimpleReader.word(lexer.next()));
      }
      Token close = lexer.next();
      if (!close.isOperator(")")) {
        throw unexpected(close);
      }
      arms.add(new Arm(List.copyOf(patterns), list()));
      if (lexer.peek().isOperator(";;")) {
        lexer.next();
        lexer.skipNewlines();
      } else if (!lexer.peek().isKeyword("esac")) {
        throw unexpected(lexer.peek());
      }
    }
    lexer.next();
    return new Statement.Case(line, subject, List.copyOf(arms));
  }

  private Statement functionOfBash() throws NotUnderstood {
    int line = lexer.next().line();
    Token name = lexer.next();
    if (name.text().isEmpty()) {
      throw unexpected(name);
    }
    if (lexer.peek().isOperator("(")) {
      lexer.next();
      Token close = lexer.next();
      if (!close.isOperator(")")) {
        throw unexpected(close);
      }
    }
    lexer.skipNewlines();
    return new Statement.Function(line, name.text(), command());
  }

  /** After {@code name ( )}. */
  Statement function(int line, String name) throws NotUnderstood {
    Token close = lexer.next();
    if (!close.isOperator(")")) {
      throw unexpected(close);
    }
    if (dialect == Dialect.DASH && !SimpleReader.isName(name)) {
      throw new NotUnderstood(line, "syntax error: bad function name");
    }
    lexer.skipNewlines();
    return new Statement.Function(line, name, command());
  }

  private void expect(String keyword) throws NotUnderstood {
    Token token = lexer.next();
    if (!token.isKeyword(keyword)) {
      throw new NotUnderstood(
          token.line(),
          "syntax error: " + token.shown() + " unexpected (expecting '" + keyword + "')");
    }
  }

  static NotUnderstood unexpected(Token token) {
    return new NotUnderstood(token.line(), "syntax error: " + token.shown() + " unexpected");
  }
}
