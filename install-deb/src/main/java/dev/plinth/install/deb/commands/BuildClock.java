package dev.plinth.install.deb.commands;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** date(1) at the build's epoch: the newest time of the packages, never the clock's. */
final class BuildClock implements Command {
  private final AccountIds ids;

  BuildClock(AccountIds ids) {
    this.ids = ids;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(), Set.of("-u", "--utc", "--universal", "-R"), Set.of("-d", "--date"));
    ZonedDateTime now = Instant.ofEpochSecond(ids.epoch()).atZone(ZoneOffset.UTC);
    List<String> words = options.operands();
    if (words.isEmpty()) {
      call.print(
          now.format(DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ROOT))
              + "\n");
      return 0;
    }
    if (words.size() != 1 || !words.getFirst().startsWith("+")) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    StringBuilder text = new StringBuilder();
    String format = words.getFirst().substring(1);
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      text.append(
          c != '%' || ++i == format.length()
              ? String.valueOf(c)
              : field(call, format.charAt(i), now));
    }
    call.print(text + "\n");
    return 0;
  }

  private static String field(Invocation call, char letter, ZonedDateTime now)
      throws NotUnderstood {
    String pattern =
        switch (letter) {
          case 'Y' -> "yyyy";
          case 'm' -> "MM";
          case 'd' -> "dd";
          case 'H' -> "HH";
          case 'M' -> "mm";
          case 'S' -> "ss";
          case 'F' -> "yyyy-MM-dd";
          case 'T' -> "HH:mm:ss";
          case 'j' -> "DDD";
          case 's' -> "";
          default -> throw Options.unknown(call.arguments(), "%" + letter);
        };
    return pattern.isEmpty()
        ? Long.toString(now.toEpochSecond())
        : now.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
  }
}
