package dev.plinth.shell.syntax;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Token.Kind;
import dev.plinth.shell.syntax.Word.Literal;
import dev.plinth.shell.syntax.Word.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cuts the text into tokens with one of look-ahead, and reads here-documents. */
final class Lexer {
  /** A here-document whose body has not been reached yet. */
  private record Pending(
      int line, String end, boolean quoted, boolean tabs, Consumer<Word> receiver) {}

  private final Cursor in;
  private final Dialect dialect;
  private final WordReader words;
  private final List<Pending> pending = new ArrayList<>();
  private @Nullable Token ahead;

  Lexer(Cursor in, Dialect dialect, int depth) {
    this.in = in;
    this.dialect = dialect;
    this.words = new WordReader(in, dialect, depth);
  }

  Cursor cursor() {
    return in;
  }

  WordReader words() {
    return words;
  }

  Token peek() throws NotUnderstood {
    if (ahead == null) {
      ahead = read();
    }
    return ahead;
  }

  Token next() throws NotUnderstood {
    Token token = peek();
    ahead = null;
    return token;
  }

  void skipNewlines() throws NotUnderstood {
    while (peek().kind() == Kind.NEWLINE) {
      next();
    }
  }

  void requireNoPending() throws NotUnderstood {
    if (!pending.isEmpty()) {
      readHereDocuments();
    }
  }

  private Token read() throws NotUnderstood {
    skipBlanks();
    int line = in.line();
    int c = in.peek();
    if (c == Cursor.END) {
      return new Token(line, Kind.END, "", null);
    }
    if (c == '\n') {
      in.nextRaw();
      readHereDocuments();
      return new Token(line, Kind.NEWLINE, "", null);
    }
    boolean process = dialect == Dialect.BASH && (c == '<' || c == '>') && in.peekSecond() == '(';
    if ("&;|()<>".indexOf(c) >= 0 && !process) {
      return new Token(line, Kind.OPERATOR, operator((char) in.nextRaw()), null);
    }
    Word word = words.word(WordReader.Mode.TOP);
    String plain = plain(word);
    int after = in.peek();
    boolean number = !plain.isEmpty() && (after == '<' || after == '>') && isNumber(plain);
    return new Token(line, number ? Kind.NUMBER : Kind.WORD, plain, word);
  }

  private void skipBlanks() {
    while (true) {
      int c = in.peek();
      if (c == ' ' || c == '\t') {
        in.nextRaw();
      } else if (c == '#') {
        while (in.peekRaw() != '\n' && in.peekRaw() != Cursor.END) {
          in.nextRaw();
        }
      } else {
        return;
      }
    }
  }

  private String operator(char c) {
    return switch (c) {
      case '&' -> {
        if (in.take('&')) {
          yield "&&";
        }
        if (dialect == Dialect.BASH && in.peek() == '>') {
          in.nextRaw();
          yield in.take('>') ? "&>>" : "&>";
        }
        yield "&";
      }
      case ';' -> {
        if (!in.take(';')) {
          yield dialect == Dialect.BASH && in.take('&') ? ";&" : ";";
        }
        yield dialect == Dialect.BASH && in.take('&') ? ";;&" : ";;";
      }
      case '|' -> {
        if (in.take('|')) {
          yield "||";
        }
        yield dialect == Dialect.BASH && in.take('&') ? "|&" : "|";
      }
      case '<' -> less();
      case '>' -> in.take('>') ? ">>" : in.take('&') ? ">&" : in.take('|') ? ">|" : ">";
      default -> String.valueOf(c);
    };
  }

  private String less() {
    if (!in.take('<')) {
      return in.take('&') ? "<&" : in.take('>') ? "<>" : "<";
    }
    if (dialect == Dialect.BASH && in.take('<')) {
      return "<<<";
    }
    return in.take('-') ? "<<-" : "<<";
  }

  private static String plain(Word word) {
    List<Part> parts = word.parts();
    return parts.size() == 1 && parts.getFirst() instanceof Literal literal && !literal.quoted()
        ? literal.text()
        : "";
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!WordReader.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() <= 3;
  }

  // ---- here-documents --------------------------------------------------------------------

  /** Registers a here-document whose body begins after the next newline. */
  void hereDocument(Word end, boolean tabs, Consumer<Word> receiver) throws NotUnderstood {
    StringBuilder raw = new StringBuilder();
    boolean quoted = false;
    for (Part part : end.parts()) {
      if (part instanceof Literal literal) {
        quoted |= literal.quoted();
        raw.append(literal.text());
      } else if (part instanceof Word.Quoted inner) {
        quoted = true;
        raw.append(
            new Word(end.line(), inner.parts())
                .literal()
                .orElseThrow(() -> in.error("expansion in a here-document's delimiter")));
      } else {
        throw in.error("expansion in a here-document's delimiter");
      }
    }
    pending.add(new Pending(in.line(), raw.toString(), quoted, tabs, receiver));
  }

  private void readHereDocuments() throws NotUnderstood {
    List<Pending> todo = List.copyOf(pending);
    pending.clear();
    for (Pending document : todo) {
      int line = in.line();
      String body = body(document);
      document.receiver.accept(
          document.quoted
              ? new Word(line, List.of(new Literal(body, true)))
              : new WordReader(new Cursor(body, line), dialect, words.depth() + 1)
                  .word(WordReader.Mode.HERE));
    }
  }

  private String body(Pending document) throws NotUnderstood {
    StringBuilder body = new StringBuilder();
    boolean continued = false;
    while (true) {
      String line = in.restOfLine();
      if (line == null) {
        throw new NotUnderstood(
            document.line, "syntax error: here-document without its end '" + document.end + "'");
      }
      if (document.tabs && !continued) {
        int start = 0;
        while (start < line.length() && line.charAt(start) == '\t') {
          start++;
        }
        line = line.substring(start);
      }
      if (!continued && line.equals(document.end)) {
        return body.toString();
      }
      body.append(line).append('\n');
      continued = !document.quoted && endsWithBackslash(line);
    }
  }

  private static boolean endsWithBackslash(String line) {
    int slashes = 0;
    while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }
}
