package dev.plinth.shell.syntax;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Redirection.Kind;
import dev.plinth.shell.syntax.Statement.Simple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads simple commands, function definitions and redirections. */
final class SimpleReader {
  private final Lexer lexer;
  private final Dialect dialect;

  SimpleReader(Lexer lexer, Dialect dialect) {
    this.lexer = lexer;
    this.dialect = dialect;
  }

  Statement read(Parser parser) throws NotUnderstood {
    int line = lexer.peek().line();
    List<Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirection> redirections = new ArrayList<>();
    while (true) {
      Token token = lexer.peek();
      if (atRedirection()) {
        redirections.add(redirection());
      } else if (token.kind() == Token.Kind.WORD) {
        lexer.next();
        Assignment assignment = words.isEmpty() ? assignment(token) : null;
        if (assignment != null) {
          assignments.add(assignment);
        } else {
          words.add(word(token));
        }
      } else if (token.isOperator("(")
          && words.size() == 1
          && assignments.isEmpty()
          && redirections.isEmpty()) {
        lexer.next();
        return parser.function(line, words.getFirst().literal().orElse(""));
      } else {
        break;
      }
    }
    if (words.isEmpty() && assignments.isEmpty() && redirections.isEmpty()) {
      throw Parser.unexpected(lexer.peek());
    }
    return new Simple(
        line, List.copyOf(assignments), List.copyOf(words), List.copyOf(redirections));
  }

  static Word word(Token token) throws NotUnderstood {
    Word word = token.word();
    if (word == null) {
      throw Parser.unexpected(token);
    }
    return word;
  }

  boolean atRedirection() throws NotUnderstood {
    Token token = lexer.peek();
    if (token.kind() == Token.Kind.NUMBER) {
      return true;
    }
    return token.kind() == Token.Kind.OPERATOR
        && switch (token.text()) {
          case "<", ">", ">|", ">>", "<<", "<<-", "<>", "<&", ">&", "<<<", "&>", "&>>" -> true;
          default -> false;
        };
  }

  Redirection redirection() throws NotUnderstood {
    Token token = lexer.next();
    int line = token.line();
    int number = -1;
    if (token.kind() == Token.Kind.NUMBER) {
      number = Integer.parseInt(token.text());
      token = lexer.next();
    }
    String operator = token.text();
    int descriptor = number >= 0 ? number : operator.startsWith("<") ? 0 : 1;
    Kind kind =
        switch (operator) {
          case "<" -> Kind.READ;
          case ">" -> Kind.WRITE;
          case ">|" -> Kind.OVERWRITE;
          case ">>" -> Kind.APPEND;
          case "<>" -> Kind.READ_WRITE;
          case "<&", ">&" -> Kind.DUPLICATE;
          case "<<", "<<-" -> Kind.HERE_DOCUMENT;
          case "<<<" -> Kind.HERE_STRING;
          case "&>" -> Kind.WRITE_BOTH;
          case "&>>" -> Kind.APPEND_BOTH;
          default -> throw Parser.unexpected(token);
        };
    Token target = lexer.next();
    if (target.kind() != Token.Kind.WORD && target.kind() != Token.Kind.NUMBER) {
      throw Parser.unexpected(target);
    }
    Word word = word(target);
    if (kind == Kind.DUPLICATE && dialect == Dialect.BASH && number < 0) {
      String text = word.literal().orElse("");
      if (operator.equals(">&") && !text.equals("-") && !isDigits(text)) {
        kind = Kind.WRITE_BOTH;
      }
    }
    Redirection redirection = new Redirection(line, descriptor, kind, word);
    if (kind == Kind.HERE_DOCUMENT) {
      lexer.hereDocument(word, operator.equals("<<-"), redirection::body);
    }
    return redirection;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!WordReader.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The assignment that a word is, or null. */
  private @Nullable Assignment assignment(Token token) throws NotUnderstood {
    Word word = word(token);
    Assignment plain = Assignment.of(word, dialect);
    if (plain == null
        || dialect == Dialect.DASH
        || !plain.value().parts().isEmpty()
        || lexer.cursor().peek() != '(') {
      return plain;
    }
    lexer.next();
    List<Word> array = new ArrayList<>();
    lexer.skipNewlines();
    while (lexer.peek().kind() == Token.Kind.WORD) {
      array.add(word(lexer.next()));
      lexer.skipNewlines();
    }
    Token close = lexer.next();
    if (!close.isOperator(")")) {
      throw Parser.unexpected(close);
    }
    return new Assignment(
        plain.name(), plain.index(), plain.append(), plain.value(), List.copyOf(array));
  }

  static boolean isName(String text) {
    if (text.isEmpty() || !WordReader.isNameStart(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (!WordReader.isNamePart(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
