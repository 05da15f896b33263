package dev.plinth.shell.utilities;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;

/** echo, as dash, bash and coreutils have it. */
public final class Echo implements Command {
  private final boolean options;
  private final boolean escapes;

  private Echo(boolean options, boolean escapes) {
    this.options = options;
    this.escapes = escapes;
  }

  /** The built-in: dash's always interprets escapes, bash's when told. */
  public static Echo ofShell(boolean bash) {
    return new Echo(bash, !bash);
  }

  /** The program of coreutils. */
  static Echo program() {
    return new Echo(true, false);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> arguments = call.arguments();
    int at = 1;
    boolean newline = true;
    boolean interprets = escapes;
    while (at < arguments.size() && isOption(arguments.get(at))) {
      for (char c : arguments.get(at).substring(1).toCharArray()) {
        switch (c) {
          case 'n' -> newline = false;
          case 'e' -> interprets = true;
          default -> interprets = false;
        }
      }
      at++;
      if (!options) {
        break;
      }
    }
    String text = String.join(" ", arguments.subList(at, arguments.size()));
    if (interprets) {
      Escapes.Result result = Escapes.echo(text);
      call.print(result.text());
      if (result.stops()) {
        return 0;
      }
    } else {
      call.print(text);
    }
    if (newline) {
      call.print("\n");
    }
    return 0;
  }

  private boolean isOption(String argument) {
    if (!options) {
      return argument.equals("-n");
    }
    if (argument.length() < 2 || argument.charAt(0) != '-') {
      return false;
    }
    for (int i = 1; i < argument.length(); i++) {
      if ("neE".indexOf(argument.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
