package dev.plinth.install.deb.system;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;

/** perl(1), as far as scripts only try whether it works. */
final class Perl implements Command {
  /** What dh_python3 writes into scripts for where py3clean is not there: it removes bytecode. */
  private static final String CLEANER =
      "s,/([^/]*)\\.py$,/__pycache__/\\1.*, or next; unlink $_ or die $! foreach glob($_)";

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> rest = call.arguments().subList(1, call.arguments().size());
    if (rest.equals(List.of("-e", ""))) {
      return 0;
    }
    if (rest.equals(List.of("-ne", CLEANER))) {
      // There is no bytecode that it could remove.
      return 0;
    }
    throw new NotUnderstood("programs for perl are not modelled");
  }
}
