package dev.plinth.shell.run;

import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.syntax.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who runs a script, from its first line.
 *
 * @param program the path after {@code #!}
 * @param dialect null where it is no shell
 * @param options what follows the path
 */
record Interpreter(String program, @Nullable Dialect dialect, List<String> options) {
  /** Null for what is no script: an ELF program, or bytes. A text without {@code #!} is for sh. */
  static @Nullable Interpreter of(String text) {
    if (!text.startsWith("#!")) {
      boolean binary = text.startsWith("\u007fELF") || text.indexOf('\0') >= 0;
      return binary ? null : new Interpreter("/bin/sh", Dialect.DASH, List.of());
    }
    int end = text.indexOf('\n');
    String line = end < 0 ? text.substring(2) : text.substring(2, end);
    List<String> words = new ArrayList<>();
    for (String word : line.trim().split("[ \t]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    if (words.isEmpty()) {
      return new Interpreter("/bin/sh", Dialect.DASH, List.of());
    }
    String program = words.getFirst();
    if (RawPath.name(program).equals("env") && words.size() > 1) {
      words.removeFirst();
      program = words.getFirst();
    }
    Dialect dialect =
        switch (RawPath.name(program)) {
          case "sh", "dash" -> Dialect.DASH;
          case "bash" -> Dialect.BASH;
          default -> null;
        };
    return new Interpreter(program, dialect, List.copyOf(words.subList(1, words.size())));
  }
}
