package dev.plinth.cli;

import dev.plinth.app.LocalArchive;
import dev.plinth.app.Settings;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command that works: its subclasses hold their options and one method. */
abstract class Work {
  /** What all commands share; null where a command is used without a command line. */
  @Nullable Root root;

  /**
   * Does it.
   *
   * @return the exit code, where it is not an error that decides it
   */
  abstract int run(Console console) throws IOException;

  /** Mirrors given on the command line; only some commands have the option. */
  List<String> mirrors() {
    return List.of();
  }

  @SuppressWarnings("SystemConsoleNull") // the contract still allows null
  final int start(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Optional<LocalArchive> archive) {
    GlobalOptions options = root == null ? new GlobalOptions() : root.options;
    if (options.graph() != null && !(this instanceof ExplainCommand)) {
      throw new PlinthException(
          ErrorCode.USAGE, "this command draws no graph", "use -o text or -o json");
    }
    java.io.Console console = System.console();
    boolean terminal =
        console != null
            && console.isTerminal()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    Progress progress = options.quiet ? Progress.none() : new TerminalProgress(err, terminal);
    Settings settings = options.settings(environment, mirrors(), progress, archive);
    try {
      return run(new Console(out, err, options, settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StackOverflowError e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, "the input is nested too deeply", "do not use it", e);
    }
  }
}
