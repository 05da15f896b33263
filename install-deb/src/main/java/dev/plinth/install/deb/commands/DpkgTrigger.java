package dev.plinth.install.deb.commands;

import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.Set;

/** dpkg-trigger(1): what is activated runs when all packages are configured. */
final class DpkgTrigger implements Command {
  private final DpkgState state;

  DpkgTrigger(DpkgState state) {
    this.state = state;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("--no-await", "--await", "--check-supported", "--no-act"),
            Set.of("--by-package", "--admindir", "--root"));
    if (options.has("--check-supported")) {
      return 0;
    }
    if (options.operands().size() != 1) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    state.triggers().activate(options.operands().getFirst());
    return 0;
  }
}
