package dev.plinth.shell.run;

import dev.plinth.rootfs.Journal;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.LeftOut;
import dev.plinth.shell.syntax.Parser;
import dev.plinth.shell.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one script over a tree, natively and bounded. */
public final class ScriptRunner {
  private ScriptRunner() {}

  /**
   * Runs {@code script}. What it does not understand leaves no trace in the tree. An interpreter
   * other than sh, dash and bash must be modelled by the world's commands.
   */
  public static ScriptResult run(Script script, World world) {
    Session session = new Session(world);
    try (Journal journal = world.tree().track()) {
      try {
        ScriptResult.Finished result = execute(script, session);
        session.flush();
        return new ScriptResult.Finished(
            result.status(),
            result.line(),
            result.output(),
            result.errors(),
            session.notes(),
            journal.changed());
      } catch (NotUnderstood e) {
        journal.rollBack();
        return unknown(script, e.line(), e.why());
      } catch (StackOverflowError e) {
        journal.rollBack();
        return unknown(script, 1, "nested too deeply");
      }
    }
  }

  private static ScriptResult.Finished execute(Script script, Session session)
      throws NotUnderstood {
    Interpreter interpreter = Interpreter.of(script.text());
    if (interpreter == null) {
      throw new NotUnderstood(1, "it is a program, not a script");
    }
    Dialect dialect = interpreter.dialect();
    Shell shell =
        new Shell(
            session, dialect == null ? Dialect.DASH : dialect, script.name(), script.arguments());
    shell.initialise(script.environment());
    shell.directory = script.directory();
    shell.umask = script.umask();
    Stream.Output output = new Stream.Output(session);
    Stream.Output errors = new Stream.Output(session);
    shell.stream(0, new Stream.Input(""));
    shell.stream(1, output);
    shell.stream(2, errors);
    int status;
    if (dialect == null) {
      status = other(interpreter, script, shell);
    } else {
      SettingBuiltins.options(shell, interpreter.options());
      Statement body = LeftOut.of(Parser.parse(script.text(), dialect, 1), script.leftOut());
      status = new Evaluator(shell).toEnd(body, false);
    }
    return new ScriptResult.Finished(
        status,
        Math.max(1, shell.line),
        output.text(),
        errors.text(),
        List.of(),
        new java.util.TreeSet<>());
  }

  private static int other(Interpreter interpreter, Script script, Shell shell)
      throws NotUnderstood {
    String program = RawPath.name(interpreter.program());
    Optional<Command> modelled = shell.session.world().commands().find(program);
    if (modelled.isEmpty()) {
      throw new NotUnderstood(1, "scripts for " + interpreter.program() + " are not modelled");
    }
    List<String> words = new ArrayList<>();
    words.add(interpreter.program());
    words.addAll(interpreter.options());
    words.add(script.name());
    words.addAll(script.arguments());
    try {
      return modelled.get().run(new Call(shell, words));
    } catch (NotUnderstood e) {
      throw e.at(1);
    }
  }

  private static ScriptResult.Unknown unknown(Script script, int line, String why) {
    int known = Math.max(1, line);
    String text = "";
    int at = 0;
    for (int i = 1; i <= known && at >= 0; i++) {
      int end = script.text().indexOf('\n', at);
      text = end < 0 ? script.text().substring(at) : script.text().substring(at, end);
      at = end < 0 ? -1 : end + 1;
    }
    return new ScriptResult.Unknown(known, text.strip(), why);
  }
}
