package dev.plinth.openpgp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A clear-signed text (RFC 9580, 7). Nothing but the message may stand in the file: what is before
 * or after it, and armor headers other than {@code Hash}, look signed to people and are not.
 *
 * @param text the signed lines, each with a line feed, as they are to be read
 * @param hashed the same as they are signed: lines end in CR LF, the last one in nothing
 * @param signatures packets
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CleartextMessage(byte[] text, byte[] hashed, byte[] signatures) {
  private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END = "-----END PGP SIGNATURE-----";

  private enum Part {
    BEFORE,
    HEADERS,
    TEXT,
    SIGNATURE,
    AFTER
  }

  /** Whether it claims to be one: its first line that is not empty says so. */
  static boolean is(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    return starts(bytes, at, bytes.length, BEGIN);
  }

  static CleartextMessage parse(byte[] bytes) throws BadPgp {
    ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length);
    ByteArrayOutputStream hashed = new ByteArrayOutputStream(bytes.length + (bytes.length >> 4));
    ByteArrayOutputStream armor = new ByteArrayOutputStream(4096);
    Part part = Part.BEFORE;
    boolean first = true;
    for (int at = 0; at < bytes.length; ) {
      int end = lineEnd(bytes, at);
      int stop = trimmed(bytes, at, end);
      switch (part) {
        case BEFORE -> {
          if (is(bytes, at, stop, BEGIN)) {
            part = Part.HEADERS;
          } else if (stop > at) {
            throw new BadPgp("something stands before the signed text, or it is not clear-signed");
          }
        }
        case HEADERS -> {
          if (stop == at) {
            part = Part.TEXT;
          } else if (!starts(bytes, at, stop, "Hash: ")) {
            throw new BadPgp("it has an armor header that is not signed");
          }
        }
        case TEXT -> {
          if (is(bytes, at, stop, SIGNATURE)) {
            part = Part.SIGNATURE;
            armor.write(bytes, at, end - at);
            armor.write('\n');
          } else {
            int from = unescaped(bytes, at, stop);
            if (!first) {
              hashed.write('\r');
              hashed.write('\n');
            }
            first = false;
            hashed.write(bytes, from, stop - from);
            text.write(bytes, from, stop - from);
            text.write('\n');
          }
        }
        case SIGNATURE -> {
          armor.write(bytes, at, end - at);
          armor.write('\n');
          part = is(bytes, at, stop, END) ? Part.AFTER : part;
        }
        case AFTER -> {
          if (stop > at) {
            throw new BadPgp("something stands after the signature");
          }
        }
      }
      at = end + 1;
    }
    if (part != Part.AFTER) {
      throw new BadPgp(part == Part.BEFORE ? "it is not clear-signed" : "it is cut off");
    }
    byte[] signatures = Armor.decode(armor.toByteArray(), "SIGNATURE");
    return new CleartextMessage(text.toByteArray(), hashed.toByteArray(), signatures);
  }

  private static int lineEnd(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Where the line ends without the white space at its end, which is not signed. */
  private static int trimmed(byte[] bytes, int from, int end) {
    int stop = end;
    while (stop > from
        && (bytes[stop - 1] == ' ' || bytes[stop - 1] == '\t' || bytes[stop - 1] == '\r')) {
      stop--;
    }
    return stop;
  }

  private static int unescaped(byte[] bytes, int from, int stop) throws BadPgp {
    if (stop > from && bytes[from] == '-') {
      if (stop > from + 1 && bytes[from + 1] == ' ') {
        return from + 2;
      }
      throw new BadPgp("it has a line that begins with a dash and is not escaped");
    }
    return from;
  }

  private static boolean is(byte[] bytes, int from, int stop, String line) {
    return stop - from == line.length() && starts(bytes, from, stop, line);
  }

  private static boolean starts(byte[] bytes, int from, int stop, String start) {
    byte[] wanted = start.getBytes(StandardCharsets.US_ASCII);
    return stop - from >= wanted.length
        && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
  }
}
