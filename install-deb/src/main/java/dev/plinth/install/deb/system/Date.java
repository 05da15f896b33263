package dev.plinth.install.deb.system;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.utilities.Utilities;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** date(1): now is the time of the newest package, so that every run says the same. */
final class Date implements Command {
  private final long now;

  /**
   * @param now in seconds since 1970
   */
  Date(long now) {
    this.now = now;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    if (call.arguments().size() > 1) {
      Command plain =
          Utilities.find("date").orElseThrow(() -> new NotUnderstood("date is not modelled"));
      return plain.run(call);
    }
    call.print(
        DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ROOT)
                .format(Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC))
            + "\n");
    return 0;
  }
}
