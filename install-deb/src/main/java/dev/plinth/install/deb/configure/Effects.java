package dev.plinth.install.deb.configure;

import dev.plinth.pkg.ScriptOutcome.Effect;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Invocation.Note;
import dev.plinth.shell.run.ScriptResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The class of a script that was understood to its end. */
final class Effects {
  private static final int MOST_PATHS = 20;

  private Effects() {}

  /**
   * @param lastLine the text of the line that ran last, to show where it failed
   */
  static Effect of(ScriptResult.Finished run, String lastLine) {
    if (run.status() != 0) {
      String said = run.errors().strip();
      String last = said.substring(said.lastIndexOf('\n') + 1);
      return new Effect.Unknown(
          run.line(),
          lastLine,
          "it would end with status " + run.status() + (last.isEmpty() ? "" : ": " + last));
    }
    Set<String> done = new LinkedHashSet<>();
    Set<String> left = new LinkedHashSet<>();
    Set<String> reasons = new LinkedHashSet<>();
    for (Note note : run.notes()) {
      switch (note) {
        case Note.Did did -> done.add(did.what());
        case Note.LeftOut out -> {
          left.add(out.what());
          reasons.add(out.reason());
        }
      }
    }
    List<String> paths = new ArrayList<>(run.changed());
    for (String path : paths.subList(0, Math.min(MOST_PATHS, paths.size()))) {
      done.add(RawPath.toText(path));
    }
    if (paths.size() > MOST_PATHS) {
      done.add("and " + (paths.size() - MOST_PATHS) + " further paths");
    }
    if (!left.isEmpty()) {
      return new Effect.Omitted(List.copyOf(left), String.join("; ", reasons));
    }
    return done.isEmpty() ? new Effect.NoOp() : new Effect.Done(List.copyOf(done));
  }
}
