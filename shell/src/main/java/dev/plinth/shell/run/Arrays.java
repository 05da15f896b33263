package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Assignment;
import dev.plinth.shell.syntax.Word;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Assignments to bash's indexed arrays. */
final class Arrays {
  private Arrays() {}

  static void assign(Shell shell, Expander expander, Assignment assignment) throws NotUnderstood {
    String name = assignment.name();
    NavigableMap<Integer, String> array = new TreeMap<>(BashParameters.array(shell, name));
    List<Word> words = assignment.array();
    if (words != null) {
      if (!assignment.append()) {
        array.clear();
      }
      for (Word word : words) {
        word.literal()
            .filter(text -> text.startsWith("[") && text.contains("]="))
            .ifPresent(text -> {
              throw new ShellError(text + ": keyed array elements are not modelled");
            });
      }
      for (String value : expander.fields(words)) {
        array.put(array.isEmpty() ? 0 : array.lastKey() + 1, value);
      }
    } else {
      Word index = assignment.index();
      long at = index == null ? 0 : Arithmetic.evaluate(expander.quoted(index), shell);
      if (at < 0 || at > 100_000) {
        throw new NotUnderstood("array index " + at + " is not modelled");
      }
      String value = expander.assigned(assignment.value());
      array.merge((int) at, value, (old, now) -> assignment.append() ? old + now : now);
    }
    shell.variables.setArray(name, array);
  }
}
