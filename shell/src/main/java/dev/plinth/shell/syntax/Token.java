package dev.plinth.shell.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A token of the shell's grammar.
 *
 * @param text the operator; for a word its text where nothing in it is quoted or expanded, else
 *     empty
 * @param word with {@link Kind#WORD}
 */
record Token(int line, Kind kind, String text, @Nullable Word word) {
  enum Kind {
    WORD,
    /** Digits right before a redirection. */
    NUMBER,
    OPERATOR,
    NEWLINE,
    END
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.equals(keyword);
  }

  String shown() {
    return switch (kind) {
      case END -> "end of file";
      case NEWLINE -> "newline";
      default -> text.isEmpty() ? "word" : "'" + text + "'";
    };
  }
}
