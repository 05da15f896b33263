package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.run.CommandWords.Use;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Parser;
import dev.plinth.shell.utilities.Utilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks at every command word of a script, also in branches and functions that a run does not
 * reach, in the texts of {@code eval}, {@code trap} and {@code sh -c}, and behind {@code env},
 * {@code xargs} and {@code find -exec}: what is not known is found without being run.
 */
public final class ScriptCheck {
  /** What is unknown about a finding. */
  public enum Kind {
    /** A command of this name is not modelled and stands in no script of the tree. */
    COMMAND,
    /** The name is the result of an expansion whose values are not all known. */
    DYNAMIC,
    /** A file that the dot command would read is neither in the tree nor modelled. */
    SOURCE
  }

  /**
   * A command word that is not known.
   *
   * @param line of the script, from 1
   * @param text that line
   * @param command the name or path as written; with {@link Kind#DYNAMIC} what it expands from
   * @param guarded the script itself tests somewhere whether the command (or file) is there, with
   *     {@code [ -x … ]}, {@code command -v} and the like; where it is absent, that test keeps it
   *     from being called
   */
  public record Finding(int line, String text, Kind kind, String command, boolean guarded) {
    /** By default: whether it makes the script unknown. What a run calls is found by the run. */
    public boolean isUnknown() {
      return kind == Kind.COMMAND && !guarded;
    }
  }

  private ScriptCheck() {}

  /**
   * All findings, by line; none for a script whose interpreter is no shell.
   *
   * @throws NotUnderstood where it does not parse
   */
  public static List<Finding> check(String text, World world) throws NotUnderstood {
    Interpreter interpreter = Interpreter.of(text);
    if (interpreter == null || interpreter.dialect() == null) {
      return List.of();
    }
    Dialect dialect = interpreter.dialect();
    CommandWords words = new CommandWords(dialect);
    words.statement(Parser.parse(text, dialect, 1));
    FileAccess files = new FileAccess(world.tree(), "/", 022, world.origin());
    String[] lines = text.split("\n", -1);
    List<Finding> findings = new ArrayList<>();
    for (Use use : words.uses()) {
      if (isKnown(use, words, world, files, dialect)) {
        continue;
      }
      findings.add(
          new Finding(
              use.line(),
              use.line() <= lines.length ? lines[use.line() - 1].strip() : "",
              use.kind(),
              use.name(),
              isGuarded(use.name(), words.guards())));
    }
    return findings;
  }

  private static boolean isGuarded(String name, Set<String> guards) {
    if (guards.contains(name)) {
      return true;
    }
    String base = Programs.baseOf(name);
    for (String guard : guards) {
      if (!base.isEmpty() && base.equals(Programs.baseOf(guard))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKnown(
      Use use, CommandWords words, World world, FileAccess files, Dialect dialect) {
    String name = use.name();
    return switch (use.kind()) {
      case SOURCE -> world.commands().find(name).isPresent() || files.isRegularFile(name);
      case COMMAND ->
          words.functions().contains(name) || isKnownCommand(name, world, files, dialect);
      case DYNAMIC -> {
        boolean all = !use.candidates().isEmpty();
        for (String candidate : use.candidates()) {
          all &=
              words.functions().contains(candidate)
                  || isKnownCommand(candidate, world, files, dialect);
        }
        yield all;
      }
    };
  }

  private static boolean isKnownCommand(
      String name, World world, FileAccess files, Dialect dialect) {
    if (name.isEmpty()
        || Builtins.exists(name, dialect)
        || world.commands().find(name).isPresent()) {
      return true;
    }
    String base = Programs.baseOf(name);
    if (!base.isEmpty()) {
      boolean modelled =
          world.commands().find(base).isPresent()
              || Utilities.find(base).isPresent()
              || Programs.isShell(base);
      if (modelled) {
        return true;
      }
    }
    for (String directory : name.indexOf('/') >= 0 ? List.of("") : List.of(PATH)) {
      if (isShellScript(files, directory.isEmpty() ? name : directory + "/" + name)) {
        return true;
      }
    }
    return false;
  }

  private static final String[] PATH = Script.PATH.split(":", -1);

  private static boolean isShellScript(FileAccess files, String path) {
    if (!files.isRegularFile(path)) {
      return false;
    }
    try {
      Interpreter interpreter = Interpreter.of(files.read(path));
      return interpreter != null && interpreter.dialect() != null;
    } catch (java.nio.file.FileSystemException | NotUnderstood e) {
      return false;
    }
  }
}
