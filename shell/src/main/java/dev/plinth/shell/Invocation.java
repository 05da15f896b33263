package dev.plinth.shell;

import dev.plinth.model.Platform;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@link Command} sees of its caller. All text is raw: one char is one byte. */
public interface Invocation {
  /** {@code argv}; the first element is the name it was called by. */
  List<String> arguments();

  /** Exported variables, in byte order of names. */
  Map<String, String> environment();

  /** The tree that the script runs over; changes are what the script did. */
  Tree tree();

  /** Absolute working directory. */
  String directory();

  /** The file mode creation mask, 0 to 0777. */
  int umask();

  /** Who made what this command puts into the tree. */
  Origin origin();

  /** The machine that the image is for. */
  Platform platform();

  /** All of standard input that is left; empty where nothing is connected. */
  String input() throws NotUnderstood;

  /** The next line of standard input with its newline, if any; empty at the end. */
  Optional<String> inputLine() throws NotUnderstood;

  /** Appends to standard output. */
  void print(String text) throws NotUnderstood;

  /** Appends to standard error. */
  void complain(String text) throws NotUnderstood;

  /**
   * Notes for the script's outcome what was done natively ({@code user nginx 101}) or left out with
   * a reason.
   */
  void note(Note note);

  /**
   * Runs another command, a function or a script of the tree, as {@code exec} and {@code xargs} do.
   */
  int call(List<String> arguments, String input) throws NotUnderstood;

  /** As {@link #call(List, String)} with just this environment; functions are not looked at. */
  int call(List<String> arguments, String input, Map<String, String> environment)
      throws NotUnderstood;

  /**
   * As {@link #call(List, String)}, as another user. What that user would change in the tree is not
   * understood: permissions are not modelled.
   */
  default int callAs(int uid, int gid, List<String> arguments, String input) throws NotUnderstood {
    throw new NotUnderstood("'" + arguments.getFirst() + "' cannot be called from here");
  }

  /** The effective user: 0 for all but what is called with {@link #callAs}. */
  default int uid() {
    return 0;
  }

  /** The effective group. */
  default int gid() {
    return 0;
  }

  /** As {@link #call(List, String)}; what it prints is the result. */
  default String outputOf(List<String> arguments, String input) throws NotUnderstood {
    throw new NotUnderstood("'" + arguments.getFirst() + "' cannot be called from here");
  }

  /** The value of a shell variable of the caller, exported or not. */
  Optional<String> variable(String name);

  /** Sets a shell variable of the caller, as a function of a sourced library would. */
  void assign(String name, String value) throws NotUnderstood;

  /**
   * Whether a program counts as installed: it stands executable in the tree, or the caller of the
   * run says that its model stands for it.
   *
   * @param path absolute
   */
  boolean present(String path);

  /** A remark on what a command did. */
  sealed interface Note {
    record Did(String what) implements Note {}

    record LeftOut(String what, String reason) implements Note {}
  }
}
