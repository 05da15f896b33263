package dev.plinth.shell.syntax;

import dev.plinth.shell.syntax.Word.Literal;
import dev.plinth.shell.syntax.Word.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code name=value} before a command, or alone.
 *
 * @param index bash: the subscript of {@code name[index]=value}
 * @param append bash: {@code name+=value}
 * @param value what stands after the {@code =}; empty with an array
 * @param array bash: the words of {@code name=(words)}
 */
public record Assignment(
    String name, @Nullable Word index, boolean append, Word value, @Nullable List<Word> array) {

  /** The assignment that a word such as {@code name=value} is, or null. */
  public static @Nullable Assignment of(Word word, Dialect dialect) {
    if (word.parts().isEmpty()
        || !(word.parts().getFirst() instanceof Literal first)
        || first.quoted()) {
      return null;
    }
    String text = first.text();
    int end = 0;
    while (end < text.length() && WordReader.isNamePart(text.charAt(end))) {
      end++;
    }
    if (end == 0 || !WordReader.isNameStart(text.charAt(0))) {
      return null;
    }
    String name = text.substring(0, end);
    Word index = null;
    if (dialect == Dialect.BASH && end < text.length() && text.charAt(end) == '[') {
      int close = text.indexOf(']', end);
      if (close < 0) {
        return null;
      }
      index = new Word(word.line(), List.of(new Literal(text.substring(end + 1, close), false)));
      end = close + 1;
    }
    boolean append = dialect == Dialect.BASH && end < text.length() && text.charAt(end) == '+';
    if (append) {
      end++;
    }
    if (end >= text.length() || text.charAt(end) != '=') {
      return null;
    }
    List<Part> rest = new ArrayList<>();
    if (end + 1 < text.length()) {
      rest.add(new Literal(text.substring(end + 1), false));
    }
    rest.addAll(word.parts().subList(1, word.parts().size()));
    return new Assignment(name, index, append, new Word(word.line(), List.copyOf(rest)), null);
  }
}
