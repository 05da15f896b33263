package dev.plinth.generate.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Values of a {@code match} element: what stands in a file, and which bits of it count. */
final class MatchValue {
  private static final int OCTAL_DIGITS = 3;
  private static final int HEX_DIGITS = 2;

  private MatchValue() {}

  /** How many bytes a number of this type has; 0 for a text. */
  static int bytes(String type) {
    return switch (type) {
      case "string" -> 0;
      case "byte" -> 1;
      case "big16", "little16", "host16" -> 2;
      case "big32", "little32", "host32" -> 4;
      default -> throw MimeDatabase.wrong("the type '" + type + "' of a match is not known");
    };
  }

  static String data(String type, String value) {
    if (value.isEmpty()) {
      throw MimeDatabase.wrong("a match has no value");
    }
    return raw(bytes(type) == 0 ? text(value) : number(type, value));
  }

  static Optional<String> mask(String type, String mask, int length) {
    if (mask.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(raw(bytes(type) == 0 ? hex(mask, length) : number(type, mask)));
  }

  private static String raw(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] number(String type, String text) {
    int bytes = bytes(type);
    long number;
    try {
      if (text.matches("0[xX][0-9a-fA-F]{1,8}")) {
        number = Long.parseLong(text.substring(2), 16);
      } else if (text.matches("0[0-7]{0,11}")) {
        number = Long.parseLong(text, 8);
      } else {
        number = Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      throw MimeDatabase.wrong("'" + text + "' of a match is no number");
    }
    if (number < 0 || number >= 1L << (8 * bytes)) {
      throw MimeDatabase.wrong("'" + text + "' of a match has more than " + bytes + " bytes");
    }
    byte[] out = new byte[bytes];
    boolean little = type.startsWith("little") || bytes == 1;
    for (int i = 0; i < bytes; i++) {
      int shift = 8 * (little ? i : bytes - i - 1);
      out[i] = (byte) (number >> shift);
    }
    return out;
  }

  /** Escapes as in C, other than which a backslash only keeps the next character. */
  private static byte[] text(String value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < value.length()) {
      char c = value.charAt(at++);
      if (c != '\\') {
        out.write(c);
        continue;
      }
      if (at == value.length()) {
        break;
      }
      c = value.charAt(at++);
      switch (c) {
        case 'n' -> out.write('\n');
        case 'r' -> out.write('\r');
        case 'b' -> out.write('\b');
        case 't' -> out.write('\t');
        case 'f' -> out.write('\f');
        case 'v' -> out.write(0x0b);
        case 'x' -> {
          int end = digits(value, at, 16, HEX_DIGITS);
          out.write(end == at ? 'x' : Integer.parseInt(value.substring(at, end), 16));
          at = end;
        }
        default -> {
          int end = digits(value, at - 1, 8, OCTAL_DIGITS);
          out.write(end == at - 1 ? c : Integer.parseInt(value.substring(at - 1, end), 8));
          at = Math.max(at, end);
        }
      }
    }
    return out.toByteArray();
  }

  private static int digits(String text, int from, int radix, int most) {
    int end = from;
    while (end < text.length()
        && end < from + most
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    return end;
  }

  private static byte[] hex(String mask, int length) {
    String digits = mask.startsWith("0x") ? mask.substring(2) : "-";
    if (!digits.matches("[0-9a-fA-F]*") || digits.length() > 2 * length) {
      throw MimeDatabase.wrong("the mask '" + mask + "' of a match does not fit its value");
    }
    byte[] out = new byte[length];
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      out[i >> 1] |= (byte) ((i & 1) == 1 ? digit : digit << 4);
    }
    return out;
  }
}
