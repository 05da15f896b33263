package dev.plinth.shell.run;

import dev.plinth.shell.Invocation.Note;
import java.util.List;
import java.util.SortedSet;

/** How the run of a script ended. */
public sealed interface ScriptResult {
  /**
   * All of it was understood, whatever its exit status.
   *
   * @param line of the last command that ran, from 1
   * @param output standard output, raw
   * @param errors standard error, raw
   * @param notes of the modelled commands, in the order they were made
   * @param changed canonical paths of the tree that differ from before; empty together with no
   *     notes means that the script has no effect
   */
  record Finished(
      int status,
      int line,
      String output,
      String errors,
      List<Note> notes,
      SortedSet<String> changed)
      implements ScriptResult {
    public Finished {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Something in it is not modelled. The tree is as it was before the run.
   *
   * @param line of the script, from 1
   * @param text that line
   * @param why in words
   */
  record Unknown(int line, String text, String why) implements ScriptResult {}
}
