package dev.plinth.openpgp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** ASCII armor (RFC 9580, 6.2). The checksum is not looked at: signatures prove more. */
final class Armor {
  private static final String BEGIN = "-----BEGIN PGP ";

  private Armor() {}

  /** Whether {@code bytes} are armoured rather than packets. */
  static boolean is(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false; // a packet's first byte, before any text
      }
      if (b > ' ') {
        return true;
      }
    }
    return false;
  }

  /** The content of every block of one kind, one after another; other text is skipped. */
  static byte[] decode(byte[] armored, String kind) throws BadPgp {
    String begin = BEGIN + kind + "-----";
    String end = "-----END PGP " + kind + "-----";
    ByteArrayOutputStream out = new ByteArrayOutputStream(armored.length);
    StringBuilder base64 = new StringBuilder();
    boolean inside = false;
    boolean headers = false;
    for (String raw : new String(armored, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      String line = raw.stripTrailing();
      if (!inside) {
        inside = line.equals(begin);
        headers = inside;
      } else if (line.equals(end)) {
        out.writeBytes(decoded(base64));
        base64.setLength(0);
        inside = false;
      } else if (headers) {
        headers = !line.isEmpty();
        if (headers && line.indexOf(": ") < 0 && !line.endsWith(":")) {
          throw new BadPgp("its armor lacks the empty line");
        }
      } else if (!line.startsWith("=")) {
        base64.append(line);
      }
    }
    if (inside) {
      throw new BadPgp("its armor is cut off");
    }
    if (out.size() == 0) {
      throw new BadPgp("it has no block of armor: " + kind);
    }
    return out.toByteArray();
  }

  private static byte[] decoded(CharSequence base64) throws BadPgp {
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      throw new BadPgp("its armor is not base64");
    }
  }
}
