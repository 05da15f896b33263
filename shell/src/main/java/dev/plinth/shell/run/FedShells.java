package dev.plinth.shell.run;

import dev.plinth.shell.syntax.Redirection;
import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.syntax.Statement.Simple;
import dev.plinth.shell.syntax.Word;
import dev.plinth.shell.syntax.Word.Literal;
import dev.plinth.shell.syntax.Word.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the texts that shells read as scripts from here-documents and pipes. */
final class FedShells {
  /**
   * A script within a script.
   *
   * @param line on which it begins
   * @param text with expansions, perhaps
   */
  record Text(int line, Word text) {}

  private FedShells() {}

  /** What a here-document holds that a shell reads. */
  static Optional<Text> hereDocument(Simple command) {
    if (!readsInput(command.words())) {
      return Optional.empty();
    }
    return document(command.redirections());
  }

  /** What a stage of a pipe prints for a shell. */
  static Optional<Text> piped(Statement from, Statement to) {
    if (!(from instanceof Simple source)
        || !(to instanceof Simple command)
        || !readsInput(command.words())
        || source.words().isEmpty()) {
      return Optional.empty();
    }
    List<Word> words = source.words();
    return switch (words.getFirst().literal().orElse("")) {
      case "echo" -> Optional.of(joined(source.line(), words.subList(1, words.size())));
      case "printf" ->
          words.size() == 2
              ? Optional.of(new Text(source.line(), withNewlines(words.get(1))))
              : Optional.empty();
      case "cat" -> words.size() == 1 ? document(source.redirections()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Text joined(int line, List<Word> words) {
    List<Part> parts = new ArrayList<>();
    for (Word word : words) {
      if (!parts.isEmpty()) {
        parts.add(new Literal(" ", true));
      }
      parts.addAll(word.parts());
    }
    return new Text(line, new Word(line, List.copyOf(parts)));
  }

  private static Word withNewlines(Word word) {
    return new Word(word.line(), withNewlines(word.parts()));
  }

  private static List<Part> withNewlines(List<Part> parts) {
    List<Part> changed = new ArrayList<>();
    for (Part part : parts) {
      changed.add(
          switch (part) {
            case Literal literal -> new Literal(literal.text().replace("\\n", "\n"), true);
            case Word.Quoted quoted -> new Word.Quoted(withNewlines(quoted.parts()));
            default -> part;
          });
    }
    return List.copyOf(changed);
  }

  private static Optional<Text> document(List<Redirection> redirections) {
    for (Redirection redirection : redirections) {
      boolean here =
          redirection.kind() == Redirection.Kind.HERE_DOCUMENT
              || redirection.kind() == Redirection.Kind.HERE_STRING;
      if (here && redirection.descriptor() == 0) {
        Word body = redirection.target();
        return Optional.of(new Text(body.line(), body));
      }
    }
    return Optional.empty();
  }

  /** {@code sh} without a file and without {@code -c}. */
  private static boolean readsInput(List<Word> words) {
    if (words.isEmpty()
        || !Programs.isShell(Programs.baseOf(words.getFirst().literal().orElse("")))) {
      return false;
    }
    for (Word word : words.subList(1, words.size())) {
      String option = word.literal().orElse("");
      if (!option.startsWith("-") || option.startsWith("--") || option.indexOf('c') > 0) {
        return false;
      }
    }
    return true;
  }
}
