package dev.plinth.shell.run;

import dev.plinth.model.Platform;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Command;
import dev.plinth.shell.CommandTable;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.utilities.Utilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls a utility's model just far enough to see whether it knows its options: over an empty tree,
 * and only until it wants to read, print or call.
 */
final class Probe implements Invocation {
  /** The options were understood. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }

  private final List<String> arguments;
  private final World world;
  private final boolean utility;
  private final Tree tree = new Tree();

  private Probe(List<String> arguments, World world, boolean utility) {
    this.arguments = arguments;
    this.world = world;
    this.utility = utility;
  }

  /**
   * Why the command does not understand its options, or null. Where words are not known before the
   * run, only what stands in the script counts: any operand might do.
   */
  static @Nullable String unknownOption(
      String name, List<@Nullable String> words, World world, CommandTable scratch) {
    String base = Programs.baseOf(name);
    boolean injected =
        world.commands().find(name).isPresent()
            || (!base.isEmpty() && world.commands().find(base).isPresent());
    Optional<Command> command =
        injected
            ? scratch.find(name).or(() -> base.isEmpty() ? Optional.empty() : scratch.find(base))
            : base.isEmpty() ? Optional.empty() : Utilities.find(base);
    if (command.isEmpty() || base.equals("[") || base.equals("test")) {
      return null;
    }
    List<String> arguments = new ArrayList<>();
    arguments.add(name);
    boolean literal = true;
    for (String word : words) {
      literal &= word != null;
      arguments.add(word == null ? "/x" : word);
    }
    try {
      command.get().run(new Probe(arguments, world, !injected));
      return null;
    } catch (Enough e) {
      return null;
    } catch (NotUnderstood e) {
      return literal || names(words, e.option().replace("'", "")) ? e.why() : null;
    }
  }

  /** Whether what is not known stands in the script, and is not what a variable may turn out as. */
  private static boolean names(List<@Nullable String> words, String option) {
    if (option.isEmpty()) {
      return false;
    }
    boolean letter = option.length() == 2 && option.charAt(0) == '-';
    for (String word : words) {
      if (word != null) {
        boolean cluster = letter && word.startsWith("-") && !word.startsWith("--");
        if (word.equals(option) || (cluster && word.indexOf(option.charAt(1)) > 0)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public List<String> arguments() {
    return arguments;
  }

  @Override
  public Map<String, String> environment() {
    throw new Enough();
  }

  @Override
  public Tree tree() {
    if (!utility) {
      throw new Enough();
    }
    return tree;
  }

  @Override
  public String directory() {
    return "/";
  }

  @Override
  public int umask() {
    return 022;
  }

  @Override
  public Origin origin() {
    return world.origin();
  }

  @Override
  public Platform platform() {
    return world.platform();
  }

  @Override
  public String input() {
    throw new Enough();
  }

  @Override
  public Optional<String> inputLine() {
    throw new Enough();
  }

  @Override
  public void print(String text) {
    throw new Enough();
  }

  @Override
  public void complain(String text) {
    throw new Enough();
  }

  @Override
  public void note(Note note) {
    throw new Enough();
  }

  @Override
  public int call(List<String> command, String input) {
    throw new Enough();
  }

  @Override
  public int call(List<String> command, String input, Map<String, String> environment) {
    throw new Enough();
  }

  @Override
  public String outputOf(List<String> command, String input) {
    throw new Enough();
  }

  @Override
  public Optional<String> variable(String name) {
    throw new Enough();
  }

  @Override
  public void assign(String name, String value) {
    throw new Enough();
  }

  @Override
  public int callAs(int uid, int gid, List<String> command, String input) {
    throw new Enough();
  }

  @Override
  public boolean present(String path) {
    throw new Enough();
  }
}
