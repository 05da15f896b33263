package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Glob;
import dev.plinth.shell.run.Shell.Skip;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.syntax.Statement.AndOr;
import dev.plinth.shell.syntax.Statement.Arm;
import dev.plinth.shell.syntax.Statement.Background;
import dev.plinth.shell.syntax.Statement.Case;
import dev.plinth.shell.syntax.Statement.For;
import dev.plinth.shell.syntax.Statement.Group;
import dev.plinth.shell.syntax.Statement.If;
import dev.plinth.shell.syntax.Statement.Link;
import dev.plinth.shell.syntax.Statement.Loop;
import dev.plinth.shell.syntax.Statement.Pipeline;
import dev.plinth.shell.syntax.Statement.Redirected;
import dev.plinth.shell.syntax.Statement.Sequence;
import dev.plinth.shell.syntax.Statement.Simple;
import dev.plinth.shell.syntax.Statement.Subshell;
import dev.plinth.shell.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements. {@code tested} says that the status is looked at by a condition, so that {@code
 * set -e} does not end the shell (XCU set -e, as dash has it).
 */
final class Evaluator {
  private static final int PROCESS_OF_JOBS = 5000;

  final Shell shell;
  final Expander expander;
  final Redirector redirector;
  private final SimpleCommands simple;

  Evaluator(Shell shell) {
    this.shell = shell;
    this.expander = new Expander(shell, this);
    this.redirector = new Redirector(shell, expander);
    this.simple = new SimpleCommands(this);
  }

  int run(Statement statement, boolean tested) throws NotUnderstood {
    try {
      return evaluate(statement, tested);
    } catch (NotUnderstood e) {
      throw e.at(statement.line());
    }
  }

  // A switch over types costs its bootstrap at start-up; this runs in every build.
  @SuppressWarnings("IfChainToSwitch")
  private int evaluate(Statement statement, boolean tested) throws NotUnderstood {
    shell.session.step();
    int status;
    boolean ends = false;
    if (statement instanceof Simple command) {
      shell.line = command.line();
      status = simple.run(command, tested);
      ends = true;
    } else if (statement instanceof Sequence sequence) {
      return sequence(sequence, tested);
    } else if (statement instanceof AndOr list) {
      return andOr(list, tested);
    } else if (statement instanceof If choice) {
      return choose(choice, tested);
    } else if (statement instanceof Group group) {
      return run(group.body(), tested);
    } else if (statement instanceof Pipeline pipeline) {
      status = pipeline(pipeline, tested);
      ends = !pipeline.negated();
    } else if (statement instanceof Loop loop) {
      status = loop(loop, tested);
    } else if (statement instanceof For loop) {
      status = forEach(loop, tested);
    } else if (statement instanceof Case cases) {
      status = choose(cases, tested);
    } else if (statement instanceof Subshell inner) {
      shell.line = inner.line();
      status = subshell(inner.body(), tested, List.of());
      ends = true;
    } else if (statement instanceof Redirected redirected) {
      status = redirected(redirected, tested);
    } else if (statement instanceof Statement.Function function) {
      define(function);
      status = 0;
    } else if (statement instanceof Background job) {
      status = background(job);
    } else if (statement instanceof Statement.Test test) {
      shell.line = test.line();
      status = new Conditions(shell, expander).evaluate(test.condition()) ? 0 : 1;
      ends = true;
    } else if (statement instanceof Statement.Arithmetic arithmetic) {
      shell.line = arithmetic.line();
      String text = expander.quoted(arithmetic.expression());
      status = Arithmetic.evaluate(text, shell) != 0 ? 0 : 1;
      ends = true;
    } else {
      throw new NotUnderstood("a kind of statement that is not modelled");
    }
    shell.status = status;
    if (ends && status != 0 && !tested && shell.options.errexit()) {
      throw new ExitShell(status);
    }
    return status;
  }

  private int sequence(Sequence sequence, boolean tested) throws NotUnderstood {
    int status = 0;
    if (sequence.statements().isEmpty()) {
      return shell.status;
    }
    for (Statement statement : sequence.statements()) {
      status = run(statement, tested);
      if (shell.skip != Skip.NONE) {
        break;
      }
    }
    return status;
  }

  private int andOr(AndOr list, boolean tested) throws NotUnderstood {
    int status = run(list.first(), true);
    List<Link> rest = list.rest();
    for (int i = 0; i < rest.size() && shell.skip == Skip.NONE; i++) {
      Link link = rest.get(i);
      if (link.and() == (status == 0)) {
        status = run(link.statement(), tested || i < rest.size() - 1);
      }
    }
    return status;
  }

  private int choose(If choice, boolean tested) throws NotUnderstood {
    int status = run(choice.condition(), true);
    if (shell.skip != Skip.NONE) {
      return status;
    }
    if (status == 0) {
      return run(choice.then(), tested);
    }
    Statement otherwise = choice.otherwise();
    if (otherwise != null) {
      return run(otherwise, tested);
    }
    shell.status = 0;
    return 0;
  }

  private int choose(Case cases, boolean tested) throws NotUnderstood {
    shell.line = cases.line();
    shell.substitutionStatus = 0;
    String subject = expander.string(cases.subject());
    for (Arm arm : cases.arms()) {
      for (Word word : arm.patterns()) {
        if (Glob.matches(expander.pattern(word), subject)) {
          if (arm.body() instanceof Sequence sequence && sequence.statements().isEmpty()) {
            return 0;
          }
          return run(arm.body(), tested);
        }
      }
    }
    return 0;
  }

  private int loop(Loop loop, boolean tested) throws NotUnderstood {
    int status = 0;
    shell.loops++;
    while (true) {
      shell.session.step();
      int condition = run(loop.condition(), true);
      if (shell.skip != Skip.NONE) {
        if (endsLoop()) {
          status = shell.skip == Skip.RETURN ? condition : status;
          break;
        }
        continue;
      }
      if ((condition == 0) == loop.until()) {
        break;
      }
      status = run(loop.body(), tested);
      if (endsLoop()) {
        break;
      }
    }
    shell.loops--;
    return status;
  }

  /** Whether a {@code break}, {@code continue} or {@code return} leaves this loop. */
  private boolean endsLoop() {
    if (shell.skip == Skip.NONE) {
      return false;
    }
    if (shell.skip == Skip.RETURN) {
      return true;
    }
    if (--shell.skipCount > 0) {
      return true;
    }
    boolean breaks = shell.skip == Skip.BREAK;
    shell.skip(Skip.NONE, 0);
    return breaks;
  }

  private int forEach(For loop, boolean tested) throws NotUnderstood {
    shell.line = loop.line();
    List<Word> words = loop.words();
    List<String> values = words == null ? shell.parameters() : expander.fields(words);
    int status = 0;
    shell.loops++;
    for (String value : new ArrayList<>(values)) {
      shell.session.step();
      shell.variables.set(loop.name(), value);
      status = run(loop.body(), tested);
      if (endsLoop()) {
        break;
      }
    }
    shell.loops--;
    return status;
  }

  private void define(Statement.Function function) {
    if (Builtins.isSpecial(function.name()) && shell.dialect == Dialect.DASH) {
      throw new ShellError("Syntax error: Bad function name");
    }
    shell.functions.put(function.name(), function);
    if (shell.library != null) {
      shell.session.libraries().put(function, shell.library);
    }
  }

  private int redirected(Redirected redirected, boolean tested) throws NotUnderstood {
    shell.line = redirected.line();
    if (redirected.body() instanceof Subshell inner) {
      int status = subshell(inner.body(), tested, redirected.redirections());
      if (status != 0 && !tested && shell.options.errexit()) {
        shell.status = status;
        throw new ExitShell(status);
      }
      return status;
    }
    @Nullable Stream[] saved = shell.saveStreams();
    try {
      if (!redirector.applySafely(redirected.redirections())) {
        int status = shell.dialect == Dialect.BASH ? 1 : 2;
        if (!tested && shell.options.errexit()) {
          throw new ExitShell(status);
        }
        return status;
      }
      return run(redirected.body(), tested);
    } finally {
      shell.restoreStreams(saved);
    }
  }

  // ---- other shells ------------------------------------------------------------------------

  private int pipeline(Pipeline pipeline, boolean tested) throws NotUnderstood {
    List<Statement> stages = pipeline.stages();
    boolean inner = tested || pipeline.negated();
    int status;
    if (stages.size() == 1) {
      status = run(stages.getFirst(), true);
    } else {
      status = 0;
      int worst = 0;
      Stream input = null;
      for (int i = 0; i < stages.size(); i++) {
        Shell child = shell.fork();
        if (input != null) {
          child.stream(0, input);
        }
        Stream.Output output = new Stream.Output(shell.session);
        if (i < stages.size() - 1) {
          child.stream(1, output);
        }
        status = runFork(child, stages.get(i), inner);
        worst = status != 0 ? status : worst;
        input = new Stream.Input(output.text());
      }
      status = shell.options.pipefail() ? worst : status;
    }
    // What a return or break leaves behind is not turned round.
    boolean turned = pipeline.negated() && shell.skip == Skip.NONE;
    return turned ? (status == 0 ? 1 : 0) : status;
  }

  private int subshell(
      Statement body, boolean tested, List<dev.plinth.shell.syntax.Redirection> redirections)
      throws NotUnderstood {
    Shell child = shell.fork();
    if (!redirections.isEmpty() && !new Evaluator(child).redirector.applySafely(redirections)) {
      return shell.dialect == Dialect.BASH ? 1 : 2;
    }
    return runFork(child, body, tested);
  }

  static int runFork(Shell child, Statement body, boolean tested) throws NotUnderstood {
    child.session.enter();
    int status = new Evaluator(child).toEnd(body, tested);
    child.session.leave();
    return status;
  }

  private int background(Background job) throws NotUnderstood {
    Shell child = shell.fork();
    if (child.stream(0) != null) {
      child.stream(0, new Stream.Null());
    }
    int status = runFork(child, job.body(), false);
    shell.lastJob = PROCESS_OF_JOBS + ++shell.jobs;
    shell.jobStatus.put(shell.lastJob, status);
    return 0;
  }

  /** Runs all of a shell: to its end or its {@code exit}, then its exit trap. */
  int toEnd(Statement body, boolean tested) throws NotUnderstood {
    int status;
    try {
      status = run(body, tested);
    } catch (ExitShell e) {
      status = e.status();
    } catch (ShellError e) {
      shell.complain(e.message());
      status = e.status();
    }
    return exitTrap(status);
  }

  private int exitTrap(int status) throws NotUnderstood {
    String action = shell.traps.get("EXIT");
    if (action == null || action.isEmpty() || shell.trapping) {
      return status;
    }
    shell.trapping = true;
    shell.status = status;
    shell.skip(Skip.NONE, 0);
    try {
      run(dev.plinth.shell.syntax.Parser.parse(action, shell.dialect, shell.line), false);
      return status;
    } catch (ExitShell e) {
      return e.status();
    } catch (ShellError e) {
      shell.complain(e.message());
      return e.status();
    }
  }

  /** The output of {@code $(…)} without its last newlines. */
  String substitute(Statement body) throws NotUnderstood {
    Shell child = shell.fork();
    Stream.Output output = new Stream.Output(shell.session);
    child.stream(1, output);
    shell.substitutionStatus = runFork(child, body, false);
    shell.status = shell.substitutionStatus;
    String text = output.text();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    text = text.substring(0, end);
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }
}
