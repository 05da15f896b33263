package dev.plinth.install.deb.debconf;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** debconf-communicate(1): commands of the protocol by standard input, their answers in lines. */
public final class DebconfCommunicate implements Command {
  public static final String NAME = "debconf-communicate";

  private final Debconf debconf;

  public DebconfCommunicate(Debconf debconf) {
    this.debconf = debconf;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(call.arguments(), Set.of("-fnoninteractive"), Set.of("-f", "--frontend"));
    String owner = options.operands().isEmpty() ? "unknown" : options.operands().getFirst();
    int code = 0;
    for (String line : call.input().split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      List<String> words = List.of(line.strip().split("[ \t]+"));
      String verb = words.getFirst().toUpperCase(Locale.ROOT);
      List<String> command = new ArrayList<>(words);
      command.set(0, verb);
      Optional<Debconf.Reply> reply = debconf.command(owner, command);
      if (reply.isEmpty()) {
        throw new NotUnderstood("debconf's command '" + verb + "' is not modelled");
      }
      code = reply.get().code();
      call.print(code + " " + reply.get().text() + "\n");
    }
    return code;
  }
}
