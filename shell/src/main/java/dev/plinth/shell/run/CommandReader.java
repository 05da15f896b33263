package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.run.ScriptCheck.Kind;
import dev.plinth.shell.syntax.Assignment;
import dev.plinth.shell.syntax.Parser;
import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.syntax.Word;
import dev.plinth.shell.syntax.Word.Literal;
import dev.plinth.shell.syntax.Word.Parameter;
import dev.plinth.shell.syntax.Word.Part;
import dev.plinth.shell.syntax.Word.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the words of a simple command call: itself, and what stands in its arguments. */
final class CommandReader {
  private static final int MOST_NESTING = 20;

  private final CommandWords all;
  private int nesting;

  CommandReader(CommandWords all) {
    this.all = all;
  }

  void command(int line, List<Word> words) throws NotUnderstood {
    if (words.isEmpty() || ++nesting > MOST_NESTING) {
      return;
    }
    Word first = words.getFirst();
    Optional<String> name = first.literal();
    if (name.isEmpty()) {
      List<String> candidates = new ArrayList<>(all.values.texts(first, all.function()));
      boolean quoted = first.parts().stream().anyMatch(Quoted.class::isInstance);
      if (quoted && candidates.stream().anyMatch(text -> !text.isEmpty())) {
        // Quotes keep the word where nothing is in it: no command has that name.
        candidates.removeIf(String::isEmpty);
      }
      all.use(line, Kind.DYNAMIC, dynamicName(first), literals(words), candidates);
    } else {
      arguments(line, name.get(), words);
    }
    nesting--;
  }

  /** The variable where the word is just one; else something to show. */
  private static String dynamicName(Word word) {
    StringBuilder shown = new StringBuilder();
    for (Part part : word.parts()) {
      List<Part> inner = part instanceof Quoted quoted ? quoted.parts() : List.of(part);
      for (Part one : inner) {
        shown.append(
            one instanceof Literal literal
                ? literal.text()
                : one instanceof Parameter parameter ? "$" + parameter.name() : "$(…)");
      }
    }
    return shown.toString();
  }

  private void arguments(int line, String name, List<Word> words) throws NotUnderstood {
    if (!name.equals(".") && !name.equals("source")) {
      all.use(line, Kind.COMMAND, name, literals(words), List.of());
    }
    if (all.functions().contains(name)) {
      all.values.positions(name, words.subList(1, words.size()));
      all.guards.called(name, all.function());
    }
    String base = Programs.baseOf(name);
    switch (base.isEmpty() ? name : base) {
      case "[", "test" -> {
        for (int i = 1; i + 1 < words.size(); i++) {
          guard(words.get(i).literal().orElse(""), words.get(i + 1));
        }
      }
      case "which", "type", "hash" -> guardAll(words.subList(1, words.size()));
      case "command" -> {
        if (words.size() > 2 && words.get(1).literal().orElse("").matches("-[vV]")) {
          guardAll(words.subList(2, words.size()));
        } else {
          command(line, afterOptions(words, ""));
        }
      }
      case "exec", "builtin", "nohup", "setsid" -> command(line, afterOptions(words, ""));
      case "chroot" -> {
        List<Word> rest = afterOptions(words, "");
        command(line, rest.isEmpty() ? rest : rest.subList(1, rest.size()));
      }
      case "setpriv" -> {
        int end = 1;
        while (end < words.size() && !words.get(end).literal().orElse("").equals("--")) {
          end++;
        }
        boolean ends = end < words.size();
        command(line, ends ? words.subList(end + 1, words.size()) : afterOptions(words, ""));
      }
      case "nice", "ionice" -> command(line, afterOptions(words, "ncp"));
      case "stdbuf" -> command(line, afterOptions(words, "ioe"));
      case "xargs" -> command(line, afterOptions(words, "nIdPLsE"));
      case "env" -> command(line, afterAssignments(afterOptions(words, "u")));
      case "timeout" -> {
        List<Word> rest = afterOptions(words, "sk");
        command(line, rest.isEmpty() ? rest : rest.subList(1, rest.size()));
      }
      case "find" -> find(line, words);
      case "eval" -> evaluated(line, words.subList(1, words.size()));
      case "trap" -> {
        List<Word> rest = afterOptions(words, "");
        if (rest.size() > 1) {
          evaluated(line, rest.subList(0, 1));
        }
      }
      case "sh", "bash", "dash", "su", "runuser" -> {
        for (int i = 1; i + 1 < words.size(); i++) {
          String option = words.get(i).literal().orElse("");
          if (option.matches("-[a-z]*c") || option.equals("--command")) {
            evaluated(line, words.subList(i + 1, i + 2));
          } else if (option.equals("--") && base.equals("runuser")) {
            command(line, words.subList(i + 1, words.size()));
            break;
          }
        }
      }
      case ".", "source" -> source(line, words);
      case "set" -> set(words);
      case "shift" -> all.values.shift(all.function());
      case "read", "getopts", "unset", "mapfile", "readarray" -> {
        for (Word word : words.subList(1, words.size())) {
          word.literal().ifPresent(all.values::open);
        }
      }
      case "export", "local", "readonly", "declare", "typeset" -> declared(words);
      default -> {}
    }
  }

  private static List<@Nullable String> literals(List<Word> words) {
    List<@Nullable String> literals = new ArrayList<>();
    for (Word word : words.subList(1, words.size())) {
      literals.add(word.literal().orElse(null));
    }
    return literals;
  }

  private void declared(List<Word> words) {
    for (Word word : words.subList(1, words.size())) {
      Assignment assignment = Assignment.of(word, all.dialect);
      if (assignment != null) {
        all.values.add(assignment.name(), assignment.value());
      }
    }
  }

  /** {@code set -- a b} gives positional parameters. */
  private void set(List<Word> words) {
    int at = 1;
    while (at < words.size() && words.get(at).literal().orElse("").matches("[-+][a-z].*")) {
      at++;
    }
    if (at < words.size() && words.get(at).literal().orElse("").equals("--")) {
      at++;
    }
    if (at < words.size()) {
      all.values.positions(all.function(), words.subList(at, words.size()));
    }
  }

  private void source(int line, List<Word> words) {
    if (words.size() < 2) {
      return;
    }
    Word file = words.get(1);
    Optional<String> path = file.literal();
    List<String> paths =
        path.isPresent() ? List.of(path.get()) : all.values.texts(file, all.function());
    if (!paths.isEmpty() && paths.stream().noneMatch(one -> one.contains(KnownValues.OPEN))) {
      for (String one : paths) {
        all.use(line, Kind.SOURCE, one, List.of(), List.of());
      }
    } else {
      all.use(line, Kind.DYNAMIC, ". " + dynamicName(file), List.of(), List.of());
    }
  }

  // ---- texts that are scripts --------------------------------------------------------------

  /** A script that a here-document or a pipe holds: its lines are the script's own. */
  void fed(Optional<FedShells.Text> script) throws NotUnderstood {
    if (script.isPresent()) {
      for (String text : all.values.texts(script.get().text(), all.function())) {
        parsed(script.get().line(), text, false);
      }
    }
  }

  /** What {@code eval} and its kin make of words. */
  private void evaluated(int line, List<Word> words) throws NotUnderstood {
    List<Part> parts = new ArrayList<>();
    for (Word word : words) {
      if (!parts.isEmpty()) {
        parts.add(new Literal(" ", false));
      }
      parts.addAll(word.parts());
    }
    if (parts.size() == 1 && assigns(parts.getFirst())) {
      return;
    }
    Word joined = new Word(line, List.copyOf(parts));
    for (String text : all.values.texts(joined, all.function())) {
      if (text.startsWith(KnownValues.OPEN)) {
        all.use(line, Kind.DYNAMIC, "eval " + dynamicName(joined), List.of(), List.of());
      } else if (!text.equals("-")) {
        parsed(line, text, true);
      }
    }
  }

  /**
   * Whether all that it can become are assignments: apt-config(8) quotes what it prints for {@code
   * shell}. The command within is looked at as every other.
   */
  private static boolean assigns(Part part) {
    if (part instanceof Quoted quoted && quoted.parts().size() == 1) {
      return assigns(quoted.parts().getFirst());
    }
    return part instanceof Word.Substitution substitution
        && substitution.body() instanceof Statement.Simple simple
        && simple.words().size() > 2
        && simple.words().get(0).literal().equals(Optional.of("apt-config"))
        && simple.words().get(1).literal().equals(Optional.of("shell"));
  }

  /**
   * @param oneLine whether all of it stands on that line of the script
   */
  private void parsed(int line, String text, boolean oneLine) throws NotUnderstood {
    if (++nesting > MOST_NESTING) {
      throw new NotUnderstood(line, "nested too deeply");
    }
    int before = all.uses().size();
    try {
      all.statement(Parser.parse(text, all.dialect, line));
    } catch (NotUnderstood e) {
      // With what is not known in it, its syntax is not known either.
      if (!text.contains(KnownValues.OPEN)) {
        throw e;
      }
      all.use(line, Kind.DYNAMIC, text, List.of(), List.of());
    }
    if (oneLine) {
      all.uses().subList(before, all.uses().size()).replaceAll(use -> use.at(line));
    }
    nesting--;
  }

  private void find(int line, List<Word> words) throws NotUnderstood {
    for (int i = 1; i + 1 < words.size(); i++) {
      switch (words.get(i).literal().orElse("")) {
        case "-exec", "-execdir", "-ok", "-okdir" -> {
          int end = i + 1;
          while (end < words.size() && !words.get(end).literal().orElse("").equals(";")) {
            end++;
          }
          command(line, words.subList(i + 1, end));
        }
        default -> {}
      }
    }
  }

  /**
   * @param valued letters of options whose value is the next word
   */
  private static List<Word> afterOptions(List<Word> words, String valued) {
    int at = 1;
    while (at < words.size()) {
      String word = words.get(at).literal().orElse("");
      boolean option =
          words.get(at).parts().isEmpty()
              || (words.get(at).parts().getFirst() instanceof Literal first
                  && first.text().startsWith("-"));
      if (!option || word.equals("-")) {
        break;
      }
      at++;
      if (word.equals("--")) {
        break;
      }
      if (word.length() == 2 && valued.indexOf(word.charAt(1)) >= 0) {
        at++;
      }
    }
    return at >= words.size() ? List.of() : words.subList(at, words.size());
  }

  private List<Word> afterAssignments(List<Word> words) {
    int at = 0;
    while (at < words.size() && Assignment.of(words.get(at), all.dialect) != null) {
      at++;
    }
    return words.subList(at, words.size());
  }

  // ---- tests for presence ------------------------------------------------------------------

  void guard(String operator, Word operand) {
    switch (operator) {
      case "-x", "-f", "-e", "-r", "-s" -> guarded(operand);
      default -> {}
    }
  }

  private void guardAll(List<Word> names) {
    names.forEach(this::guarded);
  }

  private void guarded(Word name) {
    for (String text : all.values.texts(name, all.function())) {
      if (!text.contains(KnownValues.OPEN)) {
        all.guards.add(text);
      }
    }
    if (name.literal().isEmpty()) {
      all.guards.add(dynamicName(name));
    }
  }
}
