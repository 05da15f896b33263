package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/**
 * date and sleep, as far as the clock has no part in them: "now" is {@code SOURCE_DATE_EPOCH} of
 * the environment, and without it not understood.
 */
final class Clock {
  private Clock() {}

  /** Seconds since 1970 that a date such as {@code @0} or {@code 2020-01-02} names, in UTC. */
  static long fixed(String date) throws NotUnderstood {
    try {
      if (date.startsWith("@")) {
        return Long.parseLong(date.substring(1));
      }
      if (date.indexOf(" UTC ") > 0) {
        DateTimeFormatter usual =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ENGLISH);
        return LocalDateTime.parse(date.replace("  ", " "), usual).toEpochSecond(ZoneOffset.UTC);
      }
      String text = date.replace(" UTC", "").replace("Z", "").replace('T', ' ').strip();
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      }
      if (text.length() == 16 || text.length() == 19) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
      }
    } catch (DateTimeException | NumberFormatException e) {
      throw new NotUnderstood("the date '" + date + "' is not understood");
    }
    throw new NotUnderstood("the date '" + date + "' is not understood");
  }

  static final class Date extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "d:uR", "date=d utc=u universal=u rfc-email=R");
      String zone = call.environment().getOrDefault("TZ", "");
      if (!List.of("", "UTC", "UTC0", "Etc/UTC", "GMT", "GMT0").contains(zone)) {
        throw new NotUnderstood("'date' in the time zone " + zone + " is not modelled");
      }
      String date = arguments.value('d');
      String epoch = call.environment().get("SOURCE_DATE_EPOCH");
      boolean now = date == null || date.equals("now");
      if (now && (epoch == null || natural(epoch) < 0)) {
        throw new NotUnderstood("'date' depends on the clock");
      }
      Instant instant =
          Instant.ofEpochSecond(now || date == null ? natural(String.valueOf(epoch)) : fixed(date));
      String format =
          arguments.operands().isEmpty() ? "+%a %b %e %T UTC %Y" : arguments.operands().getFirst();
      if (!format.startsWith("+")) {
        throw usage(call);
      }
      call.print(format(format.substring(1), instant) + "\n");
      return 0;
    }

    private static String format(String format, Instant instant) throws NotUnderstood {
      LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < format.length(); i++) {
        char c = format.charAt(i);
        if (c != '%' || i + 1 == format.length()) {
          out.append(c);
          continue;
        }
        char f = format.charAt(++i);
        out.append(
            switch (f) {
              case 'Y' -> two("%04d", time.getYear());
              case 'm' -> two("%02d", time.getMonthValue());
              case 'd' -> two("%02d", time.getDayOfMonth());
              case 'H' -> two("%02d", time.getHour());
              case 'M' -> two("%02d", time.getMinute());
              case 'S' -> two("%02d", time.getSecond());
              case 'j' -> two("%03d", time.getDayOfYear());
              case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
              case 'b' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
              case 'e' -> two("%2d", time.getDayOfMonth());
              case 'y' -> two("%02d", time.getYear() % 100);
              case 's' -> Long.toString(instant.getEpochSecond());
              case 'F' -> time.toLocalDate().toString();
              case 'T' ->
                  two("%02d", time.getHour())
                      + two(":%02d", time.getMinute())
                      + two(":%02d", time.getSecond());
              case 'n' -> "\n";
              case '%' -> "%";
              default -> throw new NotUnderstood("date +%" + f + " is not modelled");
            });
      }
      return out.toString();
    }

    private static String two(String format, int value) {
      return String.format(Locale.ROOT, format, value);
    }
  }

  static final class Sleep extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      if (call.arguments().size() < 2) {
        throw usage(call);
      }
      return 0;
    }
  }
}
