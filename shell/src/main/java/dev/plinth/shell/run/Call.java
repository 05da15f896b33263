package dev.plinth.shell.run;

import dev.plinth.model.Platform;
import dev.plinth.rootfs.Journal;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a modelled command sees of the shell that calls it. */
final class Call implements Invocation {
  private final Shell shell;
  private final List<String> arguments;

  /** All that was written before is in the tree when a command begins. */
  Call(Shell shell, List<String> arguments) throws NotUnderstood {
    shell.session.steps(1 + arguments.size() / 8);
    shell.session.flush();
    this.shell = shell;
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public List<String> arguments() {
    return arguments;
  }

  @Override
  public Map<String, String> environment() {
    return shell.variables.environment();
  }

  @Override
  public Tree tree() {
    return shell.session.world().tree();
  }

  @Override
  public String directory() {
    return shell.directory;
  }

  @Override
  public int umask() {
    return shell.umask;
  }

  @Override
  public Origin origin() {
    return shell.session.world().origin();
  }

  @Override
  public Platform platform() {
    return shell.session.world().platform();
  }

  @Override
  public String input() throws NotUnderstood {
    Stream stream = shell.stream(0);
    return stream == null || !stream.readable() ? "" : stream.rest();
  }

  @Override
  public Optional<String> inputLine() throws NotUnderstood {
    Stream stream = shell.stream(0);
    if (stream == null || !stream.readable()) {
      return Optional.empty();
    }
    StringBuilder line = new StringBuilder();
    for (int c = stream.read(); c >= 0; c = stream.read()) {
      line.append((char) c);
      if (c == '\n') {
        break;
      }
    }
    return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
  }

  @Override
  public void print(String text) throws NotUnderstood {
    shell.write(1, text);
  }

  @Override
  public void complain(String text) throws NotUnderstood {
    shell.write(2, text);
  }

  @Override
  public void note(Note note) {
    shell.session.notes().add(note);
  }

  @Override
  public int call(List<String> command, String input) throws NotUnderstood {
    Shell child = shell.fork();
    child.stream(0, new Stream.Input(input));
    return programs(child, command);
  }

  @Override
  public int call(List<String> command, String input, Map<String, String> environment)
      throws NotUnderstood {
    Shell child = shell.fork();
    child.stream(0, new Stream.Input(input));
    for (String name : child.variables.environment().keySet()) {
      child.variables.export(name, false);
    }
    environment.forEach((name, value) -> {
      child.variables.set(name, value);
      child.variables.export(name, true);
    });
    return programs(child, command);
  }

  @Override
  public int callAs(int uid, int gid, List<String> command, String input) throws NotUnderstood {
    Shell child = shell.fork();
    child.uid = uid;
    child.gid = gid;
    child.stream(0, new Stream.Input(input));
    try (Journal journal = tree().track()) {
      int status = programs(child, command);
      shell.session.flush();
      if (uid != 0 && !journal.changed().isEmpty()) {
        throw new NotUnderstood(
            "changes of "
                + journal.changed().first()
                + " by user "
                + uid
                + " are not modelled, only those by root");
      }
      return status;
    }
  }

  @Override
  public int uid() {
    return shell.uid;
  }

  @Override
  public int gid() {
    return shell.gid;
  }

  @Override
  public String outputOf(List<String> command, String input) throws NotUnderstood {
    Shell child = shell.fork();
    child.stream(0, new Stream.Input(input));
    Stream.Output output = new Stream.Output(shell.session);
    child.stream(1, output);
    programs(child, command);
    return output.text();
  }

  private static int programs(Shell child, List<String> command) throws NotUnderstood {
    child.session.enter();
    try {
      return new Programs(child).run(command);
    } catch (ExitShell e) {
      return e.status();
    } finally {
      child.session.leave();
    }
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(shell.variables.get(name));
  }

  @Override
  public void assign(String name, String value) {
    shell.variables.set(name, value);
  }

  @Override
  public boolean present(String path) {
    return isExecutable(shell.session.world(), path);
  }

  static boolean isExecutable(World world, String path) {
    Optional<Node> node = world.tree().stat(path);
    if (node.isPresent()) {
      return node.get() instanceof Node.RegularFile file && (file.attributes().mode() & 0111) != 0;
    }
    return world.present().test(path);
  }
}
