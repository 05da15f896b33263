package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of one shell, or of one subshell: what fork(2) would copy. */
final class Shell {
  /** Why the statements that follow are passed over. */
  enum Skip {
    NONE,
    BREAK,
    CONTINUE,
    RETURN
  }

  private static final int MOST_DESCRIPTORS = 256;

  final Session session;
  final Dialect dialect;
  final Variables variables;
  final Map<String, Statement.Function> functions;
  final Map<String, String> traps;
  final Options options;
  final String name;
  List<String> arguments;
  String directory;
  int umask;

  /** The effective user and group. */
  int uid;

  int gid;
  private @Nullable Stream[] streams;

  int status;
  int line;

  /** The status of the last command substitution of the command being expanded. */
  int substitutionStatus;

  Skip skip = Skip.NONE;
  int skipCount;
  int loops;
  int functionDepth;

  /** The library whose statements run, by its path; null for the script itself. */
  @Nullable String library;

  int sourceDepth;
  boolean subshell;
  boolean trapping;
  int lastJob;
  int jobs;
  final Map<Integer, Integer> jobStatus = new HashMap<>();

  /** Set by {@code exec} without a command: the redirections of this command stay. */
  boolean keepStreams;

  /** Where {@code getopts} stands inside of a group of option letters. */
  int optionOffset;

  Shell(Session session, Dialect dialect, String name, List<String> arguments) {
    this.session = session;
    this.dialect = dialect;
    this.name = name;
    this.arguments = arguments;
    this.variables = new Variables();
    this.functions = new HashMap<>();
    this.traps = new TreeMap<>();
    this.options = new Options();
    this.directory = "/";
    this.umask = 022;
    this.streams = new Stream[10];
  }

  private Shell(Shell other) {
    session = other.session;
    dialect = other.dialect;
    name = other.name;
    arguments = other.arguments;
    variables = other.variables.copy();
    functions = new HashMap<>(other.functions);
    traps = new TreeMap<>();
    other.traps.forEach((signal, action) -> {
      if (action.isEmpty()) {
        traps.put(signal, action);
      }
    });
    options = other.options.copy();
    directory = other.directory;
    umask = other.umask;
    uid = other.uid;
    gid = other.gid;
    streams = other.streams.clone();
    status = other.status;
    line = other.line;
    // In bash a subshell begins outside of any loop.
    loops = dialect == Dialect.BASH ? 0 : other.loops;
    functionDepth = other.functionDepth;
    sourceDepth = other.sourceDepth;
    library = other.library;
    optionOffset = other.optionOffset;
    lastJob = other.lastJob;
    subshell = true;
  }

  /** Imports an environment and sets what every shell sets. */
  void initialise(Map<String, String> environment) {
    environment.forEach((variable, value) -> {
      if (Parameters.isVariable(variable)) {
        variables.set(variable, value);
        variables.export(variable, true);
      }
    });
    variables.set("IFS", " \t\n");
    variables.export("IFS", false);
    variables.set("OPTIND", "1");
    variables.set("PS4", "+ ");
    if (variables.get("PATH") == null) {
      variables.set("PATH", Script.PATH);
    }
    if (variables.get("PWD") == null) {
      variables.set("PWD", directory);
    }
  }

  /** A copy whose changes are not seen here; the tree and the streams are shared. */
  Shell fork() {
    return new Shell(this);
  }

  /** The tree as this shell sees it, all that was written before included. */
  FileAccess files() throws NotUnderstood {
    session.flush();
    World world = session.world();
    return new FileAccess(world.tree(), directory, umask, world.origin());
  }

  // ---- descriptors -------------------------------------------------------------------------

  @Nullable Stream stream(int descriptor) {
    return descriptor < streams.length ? streams[descriptor] : null;
  }

  void stream(int descriptor, @Nullable Stream stream) throws NotUnderstood {
    if (descriptor >= MOST_DESCRIPTORS) {
      throw new NotUnderstood("file descriptor " + descriptor + " is not modelled");
    }
    if (descriptor >= streams.length) {
      streams = Arrays.copyOf(streams, descriptor + 1);
    }
    streams[descriptor] = stream;
  }

  /** To be given back to {@link #restoreStreams}. */
  @Nullable Stream[] saveStreams() {
    return streams.clone();
  }

  void restoreStreams(@Nullable Stream[] saved) {
    streams = saved;
  }

  /** Writes to a descriptor; false where it is closed or only for reading. */
  boolean write(int descriptor, String text) throws NotUnderstood {
    Stream stream = stream(descriptor);
    if (stream == null || !stream.writable()) {
      return false;
    }
    stream.write(text);
    return true;
  }

  /** A message as dash writes it: {@code name: line: text}. */
  void complain(String text) throws NotUnderstood {
    String shown = name + ": " + line + ": " + text + "\n";
    write(2, shown);
  }

  void skip(Skip what, int count) {
    skip = what;
    skipCount = count;
  }

  List<String> parameters() {
    return arguments;
  }

  void parameters(List<String> values) {
    arguments = new ArrayList<>(values);
  }
}
