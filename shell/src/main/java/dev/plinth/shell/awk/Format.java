package dev.plinth.shell.awk;

import dev.plinth.shell.NotUnderstood;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers as printf(3) writes them. */
final class Format {
  private static final int WIDEST = 10_000;

  private Format() {}

  /** A number as text: an integer exactly, others in {@code format}. */
  static String number(double value, String format) {
    if (value == Math.rint(value) && Math.abs(value) < 1e16) {
      return Long.toString((long) value);
    }
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value < 0 ? "-inf" : "inf";
    }
    int precision = 6;
    if (format.startsWith("%.") && format.endsWith("g")) {
      try {
        precision = Integer.parseInt(format.substring(2, format.length() - 1));
      } catch (NumberFormatException e) {
        precision = 6;
      }
    }
    return general(value, Math.min(precision, 30), false);
  }

  /** {@code %g}. */
  static String general(double value, int wanted, boolean alternative) {
    int precision = wanted == 0 ? 1 : wanted;
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(precision, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String text;
    if (exponent < -4 || exponent >= precision) {
      text = exponential(value, precision - 1);
      if (!alternative && text.indexOf('.') >= 0) {
        int e = text.indexOf('e');
        text = trimZeroes(text.substring(0, e)) + text.substring(e);
      }
    } else {
      text =
          rounded
              .setScale(Math.max(0, precision - 1 - exponent), RoundingMode.HALF_EVEN)
              .toPlainString();
      text = alternative ? text : trimZeroes(text);
    }
    return text;
  }

  private static String trimZeroes(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }

  /** {@code %e}. */
  static String exponential(double value, int precision) {
    String text = String.format(Locale.ROOT, "%." + precision + "e", value);
    return text;
  }

  /** sprintf. */
  static String print(String format, List<Value> arguments, String convert) throws NotUnderstood {
    StringBuilder out = new StringBuilder();
    int next = 0;
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i++);
      if (c != '%' || i == format.length()) {
        out.append(c);
        continue;
      }
      if (format.charAt(i) == '%') {
        out.append('%');
        i++;
        continue;
      }
      int start = i;
      while (i < format.length() && "#-+ 0".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      String flags = format.substring(start, i);
      int[] sizes = {-1, -1};
      for (int part = 0; part < 2; part++) {
        if (part == 1) {
          if (i >= format.length() || format.charAt(i) != '.') {
            break;
          }
          i++;
          sizes[1] = 0;
        }
        if (i < format.length() && format.charAt(i) == '*') {
          sizes[part] = next < arguments.size() ? (int) arguments.get(next++).number() : 0;
          i++;
        } else {
          int from = i;
          while (i < format.length() && Character.isDigit(format.charAt(i)) && i - from < 6) {
            i++;
          }
          sizes[part] = i > from ? Integer.parseInt(format.substring(from, i)) : sizes[part];
        }
      }
      if (sizes[0] > WIDEST || sizes[1] > WIDEST) {
        throw new NotUnderstood("awk: printf with a width above " + WIDEST);
      }
      while (i < format.length() && "hlLqjzt".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      if (i >= format.length()) {
        out.append(format, start - 1, format.length());
        break;
      }
      Value argument = next < arguments.size() ? arguments.get(next) : Value.NONE;
      next++;
      out.append(one(format.charAt(i++), flags, sizes[0], sizes[1], argument, convert));
    }
    return out.toString();
  }

  private static String one(
      char conversion, String flags, int width, int precision, Value value, String convert)
      throws NotUnderstood {
    boolean left = flags.indexOf('-') >= 0;
    return switch (conversion) {
      case 's' -> {
        String text = value.text(convert);
        yield pad(
            precision >= 0 && precision < text.length() ? text.substring(0, precision) : text,
            left,
            width);
      }
      case 'c' -> {
        String text = value.text(convert);
        boolean number =
            !value.isNone() && Value.compare(value, Value.of(value.number()), convert) == 0;
        String one = number ? String.valueOf((char) ((int) value.number() & 0xff)) : text;
        yield pad(one.isEmpty() ? "\0" : one.substring(0, 1), left, width);
      }
      case 'd', 'i' -> {
        double number = value.number();
        String digits =
            new BigDecimal(finite(number)).setScale(0, RoundingMode.DOWN).toPlainString();
        yield signed(digits, flags, width, precision);
      }
      case 'o', 'x', 'X', 'u' -> {
        long number = (long) value.number();
        String digits =
            switch (conversion) {
              case 'o' -> Long.toOctalString(number);
              case 'u' -> Long.toUnsignedString(number);
              default -> Long.toHexString(number);
            };
        digits = conversion == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
        yield signed(digits, flags.replace("+", "").replace(" ", ""), width, precision);
      }
      case 'e', 'E', 'f', 'F', 'g', 'G' -> {
        double number = finite(value.number());
        int digits = precision < 0 ? 6 : precision;
        String text =
            switch (Character.toLowerCase(conversion)) {
              case 'e' -> exponential(number, digits);
              case 'f' ->
                  new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
              default -> general(number, digits, flags.indexOf('#') >= 0);
            };
        yield signed(
            Character.isUpperCase(conversion) ? text.toUpperCase(Locale.ROOT) : text,
            flags,
            width,
            -1);
      }
      default -> throw new NotUnderstood("awk: printf %" + conversion + " is not modelled");
    };
  }

  private static double finite(double number) throws NotUnderstood {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new NotUnderstood("awk: a number that is not finite");
    }
    return number;
  }

  private static String signed(String number, String flags, int width, int precision) {
    boolean negative = number.startsWith("-");
    String digits = negative ? number.substring(1) : number;
    String sign =
        negative ? "-" : flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
    boolean left = flags.indexOf('-') >= 0;
    if (precision >= 0) {
      digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
    } else if (flags.indexOf('0') >= 0 && !left) {
      digits = "0".repeat(Math.max(0, width - sign.length() - digits.length())) + digits;
    }
    return pad(sign + digits, left, width);
  }

  private static String pad(String text, boolean left, int width) {
    String blanks = " ".repeat(Math.max(0, width - text.length()));
    return left ? text + blanks : blanks + text;
  }
}
