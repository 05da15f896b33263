package dev.plinth.install.deb.system;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;

/** ss(8), where nobody listens: its headline and nothing else. */
final class Sockets implements Command {
  @Override
  public int run(Invocation call) throws NotUnderstood {
    call.print("State Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n");
    return 0;
  }
}
