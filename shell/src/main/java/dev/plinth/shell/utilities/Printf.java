package dev.plinth.shell.utilities;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;

/** printf (XCU printf). */
public final class Printf implements Command {
  private static final int WIDEST = 10_000;

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> arguments = call.arguments();
    int at = 1;
    String variable = null;
    if (arguments.size() > 3 && arguments.get(1).equals("-v")) {
      variable = arguments.get(2);
      at = 3;
    }
    if (at < arguments.size() && arguments.get(at).equals("--")) {
      at++;
    }
    if (at >= arguments.size()) {
      call.complain("usage: printf format [arg ...]\n");
      return 2;
    }
    String format = Escapes.format(arguments.get(at));
    Run run = new Run(call, format, arguments.subList(at + 1, arguments.size()));
    run.all();
    if (variable == null) {
      call.print(run.out.toString());
    } else {
      call.assign(variable, run.out.toString());
    }
    return run.status;
  }

  /** One call: the format is used again until the arguments are used up. */
  private static final class Run {
    private final Invocation call;
    private final String format;
    private final List<String> arguments;
    private final StringBuilder out = new StringBuilder();
    private int next;
    private int status;
    private boolean stopped;

    Run(Invocation call, String format, List<String> arguments) {
      this.call = call;
      this.format = format;
      this.arguments = arguments;
    }

    void all() throws NotUnderstood {
      int before;
      do {
        before = next;
        once();
      } while (!stopped && next < arguments.size() && next > before);
    }

    private void once() throws NotUnderstood {
      int i = 0;
      while (i < format.length() && !stopped) {
        char c = format.charAt(i++);
        if (c != '%') {
          out.append(c);
        } else if (i < format.length() && format.charAt(i) == '%') {
          out.append('%');
          i++;
        } else {
          i = directive(i);
        }
      }
    }

    private String argument() {
      return next < arguments.size() ? arguments.get(next++) : "";
    }

    private int directive(int start) throws NotUnderstood {
      int i = start;
      while (i < format.length() && "#-+ 0".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      String flags = format.substring(start, i);
      int width = -1;
      int precision = -1;
      if (i < format.length() && format.charAt(i) == '*') {
        width = (int) number(argument());
        i++;
      } else {
        int end = digits(i);
        width = end > i ? Integer.parseInt(format, i, Math.min(end, i + 6), 10) : -1;
        i = end;
      }
      if (i < format.length() && format.charAt(i) == '.') {
        i++;
        if (i < format.length() && format.charAt(i) == '*') {
          precision = (int) number(argument());
          i++;
        } else {
          int end = digits(i);
          precision = end > i ? Integer.parseInt(format, i, Math.min(end, i + 6), 10) : 0;
          i = end;
        }
      }
      if (width < -1) {
        flags += "-";
        width = -width;
      }
      if (i >= format.length()) {
        call.complain("printf: missing format character\n");
        status = 1;
        stopped = true;
        return i;
      }
      if (width > WIDEST || precision > WIDEST) {
        throw new NotUnderstood("printf with a width above " + WIDEST);
      }
      convert(format.charAt(i), flags, width, precision);
      return i + 1;
    }

    private int digits(int from) {
      int end = from;
      while (end < format.length() && format.charAt(end) >= '0' && format.charAt(end) <= '9') {
        end++;
      }
      return end;
    }

    private void convert(char conversion, String flags, int width, int precision)
        throws NotUnderstood {
      switch (conversion) {
        case 's' -> text(argument(), flags, width, precision);
        case 'b' -> {
          Escapes.Result result = Escapes.echo(argument());
          text(result.text(), flags, width, precision);
          stopped = result.stops();
        }
        case 'c' -> {
          String argument = argument();
          text(argument.isEmpty() ? "\0" : argument.substring(0, 1), flags, width, -1);
        }
        case 'd', 'i', 'o', 'u', 'x', 'X' -> integer(conversion, flags, width, precision);
        default -> throw new NotUnderstood("printf %" + conversion + " is not modelled");
      }
    }

    private void text(String text, String flags, int width, int precision) {
      String shown =
          precision >= 0 && precision < text.length() ? text.substring(0, precision) : text;
      pad(shown, flags.indexOf('-') >= 0, width);
    }

    private void pad(String text, boolean left, int width) {
      int missing = Math.max(0, width - text.length());
      if (!left) {
        out.repeat(' ', missing);
      }
      out.append(text);
      if (left) {
        out.repeat(' ', missing);
      }
    }

    private void integer(char conversion, String flags, int width, int precision)
        throws NotUnderstood {
      long value = number(argument());
      boolean signed = conversion == 'd' || conversion == 'i';
      String digits =
          switch (conversion) {
            case 'o' -> Long.toOctalString(value);
            case 'x' -> Long.toHexString(value);
            case 'X' -> Long.toHexString(value).toUpperCase(java.util.Locale.ROOT);
            case 'u' -> Long.toUnsignedString(value);
            default -> value < 0 ? Long.toString(value).substring(1) : Long.toString(value);
          };
      if (precision == 0 && value == 0) {
        digits = "";
      }
      String sign = "";
      if (signed) {
        sign = value < 0 ? "-" : flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
      } else if (flags.indexOf('#') >= 0 && value != 0) {
        sign = conversion == 'o' ? "0" : conversion == 'x' ? "0x" : conversion == 'X' ? "0X" : "";
      }
      boolean left = flags.indexOf('-') >= 0;
      int least = precision;
      if (precision < 0 && flags.indexOf('0') >= 0 && !left) {
        least = width - sign.length();
      }
      String zeroes = "0".repeat(Math.max(0, least - digits.length()));
      pad(sign + zeroes + digits, left, width);
    }

    private long number(String text) throws NotUnderstood {
      if (text.isEmpty()) {
        return 0;
      }
      if (text.charAt(0) == '\'' || text.charAt(0) == '"') {
        return text.length() > 1 ? text.charAt(1) : 0;
      }
      int start = 0;
      while (start < text.length() && " \t\n".indexOf(text.charAt(start)) >= 0) {
        start++;
      }
      boolean negative = start < text.length() && text.charAt(start) == '-';
      int i = start + (negative || (start < text.length() && text.charAt(start) == '+') ? 1 : 0);
      int radix = 10;
      if (text.startsWith("0x", i) || text.startsWith("0X", i)) {
        radix = 16;
        i += 2;
      } else if (i < text.length() && text.charAt(i) == '0') {
        radix = 8;
      }
      int end = i;
      while (end < text.length()
          && text.charAt(end) < 128
          && Character.digit(text.charAt(end), radix) >= 0) {
        end++;
      }
      if (end == i) {
        call.complain("printf: " + text + ": expected numeric value\n");
        status = 1;
        return 0;
      }
      if (end < text.length()) {
        call.complain("printf: " + text + ": not completely converted\n");
        status = 1;
      }
      try {
        long value = Long.parseLong(text.substring(i, end), radix);
        return negative ? -value : value;
      } catch (NumberFormatException e) {
        call.complain("printf: " + text + ": Numerical result out of range\n");
        status = 1;
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
    }
  }
}
