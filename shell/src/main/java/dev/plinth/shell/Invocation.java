package dev.plinth.shell;

import dev.plinth.rootfs.Tree;
import java.util.List;
import java.util.Map;

/** What a {@link Command} sees of its caller. All text is raw: one char is one byte. */
public interface Invocation {
  /** {@code argv}; the first element is the name it was called by. */
  List<String> arguments();

  /** Exported variables. */
  Map<String, String> environment();

  /** The tree that the script runs over; changes are what the script did. */
  Tree tree();

  /** Absolute working directory. */
  String directory();

  /** All of standard input; empty where nothing is connected. */
  String input();

  /** Appends to standard output. */
  void print(String text);

  /** Appends to standard error. */
  void complain(String text);

  /**
   * Notes for the script's outcome what was done natively ({@code user nginx 101}) or left out with
   * a reason.
   */
  void note(Note note);

  /** Runs another command, a function or a script of the tree, as {@code exec} and {@code xargs} do. */
  int call(List<String> arguments, String input) throws NotUnderstood;

  /** A remark on what a command did. */
  sealed interface Note {
    record Did(String what) implements Note {}

    record LeftOut(String what, String reason) implements Note {}
  }
}
