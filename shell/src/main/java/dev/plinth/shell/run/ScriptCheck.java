package dev.plinth.shell.run;

import dev.plinth.shell.CommandTable;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.run.CommandWords.Use;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.LeftOut;
import dev.plinth.shell.syntax.Parser;
import dev.plinth.shell.utilities.Utilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
    /** An option or verb that the model of a command does not know. */
    OPTION,
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
   * @param command the name or path as written; with {@link Kind#DYNAMIC} what it expands from,
   *     with {@link Kind#OPTION} why it is not understood
   * @param guarded the script itself tests before whether the command (or file) is there, with
   *     {@code [ -x … ]}, {@code command -v} and the like, and it is not: that test keeps it from
   *     being called
   */
  public record Finding(int line, String text, Kind kind, String command, boolean guarded) {
    /**
     * By default: whether it makes the script unknown. A file that is not there yet may come with a
     * later package, so it does not by itself.
     */
    public boolean isUnknown() {
      return !guarded && kind != Kind.SOURCE;
    }

    /** What is not understood, in words. */
    public String why() {
      return switch (kind) {
        case COMMAND -> "unknown command '" + command + "'";
        case OPTION -> command;
        case DYNAMIC -> "'" + command + "' may be any command";
        case SOURCE -> "unknown file '" + command + "'";
      };
    }
  }

  /**
   * All findings of a script.
   *
   * @param looked what the tree was asked, and its answers, each char one byte, for {@link #holds};
   *     empty where the findings are the same whatever is in the tree
   */
  public record Verdict(List<Finding> findings, String looked) {
    /** Whether nothing in it is unknown, nor may become so when the tree is complete. */
    public boolean isClean() {
      return findings.stream().noneMatch(f -> f.isUnknown() || f.kind() == Kind.SOURCE);
    }
  }

  /**
   * Whether a script would have the same findings.
   *
   * @param looked of its verdict in another tree
   */
  public static boolean holds(String looked, World world) {
    return Looked.holds(looked, world);
  }

  private static final int SHORTEST_WORD = 3;

  private final World world;
  private final CommandTable scratch;
  private final Dialect dialect;
  private final Looked looked;
  private final CommandWords words;
  private final String[] lines;
  private final Set<String> functions = new TreeSet<>();

  private ScriptCheck(
      String text, Set<Integer> leftOut, World world, CommandTable scratch, Dialect dialect)
      throws NotUnderstood {
    this.world = world;
    this.scratch = scratch;
    this.dialect = dialect;
    this.looked = new Looked(world);
    this.words = CommandWords.of(LeftOut.of(Parser.parse(text, dialect, 1), leftOut), dialect);
    this.lines = text.split("\n", -1);
  }

  /**
   * As {@link #check(String, Set, World, CommandTable)}, the world's commands known by name only.
   */
  public static List<Finding> check(String text, World world) throws NotUnderstood {
    return check(text, Set.of(), world, _ -> Optional.empty());
  }

  /**
   * All findings, by line; none for a script whose interpreter is no shell.
   *
   * @param leftOut lines, from 1, whose commands do not count
   * @param scratch the world's commands once more, over a state that nobody needs: they are called
   *     to see whether they know their options
   * @throws NotUnderstood where it does not parse
   */
  public static List<Finding> check(
      String text, Set<Integer> leftOut, World world, CommandTable scratch) throws NotUnderstood {
    return judge(text, leftOut, world, scratch).findings();
  }

  /** As {@link #check(String, Set, World, CommandTable)}, and what the findings depend on. */
  public static Verdict judge(String text, Set<Integer> leftOut, World world, CommandTable scratch)
      throws NotUnderstood {
    Interpreter interpreter = Interpreter.of(text);
    if (interpreter == null || interpreter.dialect() == null) {
      return new Verdict(List.of(), "");
    }
    ScriptCheck check = new ScriptCheck(text, leftOut, world, scratch, interpreter.dialect());
    List<Finding> findings = check.findings();
    return new Verdict(findings, check.looked.said());
  }

  private List<Finding> findings() throws NotUnderstood {
    functions.addAll(words.functions());
    functions.addAll(functionsOf(words, new TreeSet<>()));
    List<Finding> findings = new ArrayList<>();
    for (Use use : words.uses()) {
      Set<String> tested = new TreeSet<>(use.guards());
      tested.addAll(words.guards.before(use.function()));
      switch (use.kind()) {
        case SOURCE -> {
          if (world.commands().find(use.name()).isEmpty() && !looked.isFile(use.name())) {
            findings.add(finding(use, Kind.SOURCE, use.name(), Guards.has(tested, use.name())));
          }
        }
        case DYNAMIC -> dynamic(use, tested, findings);
        case COMMAND, OPTION -> command(use, use.name(), use.arguments(), tested, findings);
      }
    }
    return findings;
  }

  private void command(
      Use use,
      String name,
      List<@Nullable String> arguments,
      Set<String> tested,
      List<Finding> findings)
      throws NotUnderstood {
    if (functions.contains(name)) {
      return;
    }
    if (!isKnownCommand(name)) {
      boolean guarded =
          (Guards.has(tested, name) && !isPresent(name)) || isOfAbsentLibrary(name, tested);
      findings.add(finding(use, Kind.COMMAND, name, guarded));
    } else if (!Builtins.exists(name, dialect)) {
      String why = Probe.unknownOption(name, arguments, world, scratch);
      if (why != null) {
        findings.add(finding(use, Kind.OPTION, why, false));
      }
    }
  }

  /** Each value that the script itself gives is looked at; whether there are others is open. */
  private void dynamic(Use use, Set<String> tested, List<Finding> findings) throws NotUnderstood {
    boolean open = use.candidates().isEmpty();
    int before = findings.size();
    for (String candidate : use.candidates()) {
      List<String> fields = List.of(candidate.strip().split("\\s+", -1));
      String name = fields.getFirst();
      if (name.contains(KnownValues.OPEN)) {
        open = true;
      } else {
        List<@Nullable String> arguments = new ArrayList<>();
        fields.subList(1, fields.size()).forEach(f -> arguments.add(f.contains("$") ? null : f));
        if (!candidate.equals(candidate.strip())) {
          // An expansion of nothing: which operands there are is not known.
          arguments.add(null);
        }
        arguments.addAll(use.arguments());
        if (name.isEmpty() && !arguments.isEmpty()) {
          // Nothing is left of the word: the next one is the command.
          String next = arguments.removeFirst();
          open |= next == null;
          name = next == null ? "" : next;
        }
        command(use, name, arguments, tested, findings);
      }
    }
    if (open && findings.size() == before) {
      findings.add(finding(use, Kind.DYNAMIC, use.name(), Guards.has(tested, use.name())));
    }
  }

  private Finding finding(Use use, Kind kind, String what, boolean guarded) {
    String line = use.line() <= lines.length ? lines[use.line() - 1].strip() : "";
    return new Finding(use.line(), line, kind, what, guarded);
  }

  /** Functions that libraries of the tree define which a script reads with the dot command. */
  private Set<String> functionsOf(CommandWords from, Set<String> seen) throws NotUnderstood {
    Set<String> found = new TreeSet<>();
    for (Use use : from.uses()) {
      String path = use.name();
      if (use.kind() != Kind.SOURCE
          || world.commands().find(path).isPresent()
          || !looked.isFile(path)
          || !seen.add(path)) {
        continue;
      }
      CommandWords library;
      try {
        library = CommandWords.of(Parser.parse(looked.read(path), dialect, 1), dialect);
      } catch (java.nio.file.FileSystemException e) {
        throw new NotUnderstood(use.line(), "cannot read " + path);
      } catch (NotUnderstood e) {
        throw new NotUnderstood(use.line(), path + ":" + e.line() + ": " + e.why());
      }
      found.addAll(library.functions());
      found.addAll(functionsOf(library, seen));
    }
    return found;
  }

  private boolean isKnownCommand(String name) {
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
      if (isShellScript(directory.isEmpty() ? name : directory + "/" + name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether it is a function of a library that is not there, where the script has tested for that:
   * {@code apache2_invoke} of {@code apache2-maintscript-helper}.
   */
  private boolean isOfAbsentLibrary(String name, Set<String> tested) {
    for (Use use : words.uses()) {
      if (use.kind() == Kind.SOURCE
          && tested.contains(use.name())
          && isNamedAfter(use.name(), name)
          && world.commands().find(use.name()).isEmpty()
          && !looked.isFile(use.name())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a function begins with the first word of a library's file. */
  private static boolean isNamedAfter(String library, String function) {
    String file = library.substring(library.lastIndexOf('/') + 1);
    int end = 0;
    while (end < file.length() && Character.isLetterOrDigit(file.charAt(end))) {
      end++;
    }
    return end >= SHORTEST_WORD && function.startsWith(file.substring(0, end));
  }

  /** A test for a program that is there keeps nothing from being called. */
  private boolean isPresent(String name) {
    for (String directory : name.indexOf('/') >= 0 ? List.of("") : List.of(PATH)) {
      if (looked.isExecutable(directory.isEmpty() ? name : directory + "/" + name)) {
        return true;
      }
    }
    return false;
  }

  private static final String[] PATH = Script.PATH.split(":", -1);

  private boolean isShellScript(String path) {
    if (!looked.isFile(path)) {
      return false;
    }
    try {
      Interpreter interpreter = Interpreter.of(looked.read(path));
      return interpreter != null && interpreter.dialect() != null;
    } catch (java.nio.file.FileSystemException | NotUnderstood e) {
      return false;
    }
  }
}
