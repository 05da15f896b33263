package dev.plinth.install.deb.dpkg;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.Triggers;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.Optional;
import java.util.Set;

/** dpkg-trigger(1): what is activated counts when the script has ended. */
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
    if (options.has("--check-supported", "--no-act")) {
      return 0;
    }
    String by =
        options
            .value("--by-package")
            .orElse(call.environment().getOrDefault("DPKG_MAINTSCRIPT_PACKAGE", ""));
    Optional<String> awaiter =
        options.has("--no-await") || by.isEmpty() ? Optional.empty() : Optional.of(by);
    state.triggers().request(new Triggers.Request(options.only(call), awaiter));
    return 0;
  }
}
