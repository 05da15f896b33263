package dev.plinth.inventory.hygiene;

import dev.plinth.inventory.HygieneFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for secrets in small files in one pass over their bytes. Only what its issuer marked is
 * told (a prefix and a length), so that text which is no secret is hardly ever taken for one.
 */
public final class SecretSearch {
  /** Larger files are not searched: 64 KiB. */
  public static final int LARGEST = 64 << 10;

  /** Enough of one file. */
  private static final int MOST = 10;

  private static final String BEGIN = "-----BEGIN ";
  private static final String PUTTY = "PuTTY-User-Key-File-";

  /** A secret key of age (its specification, "The X25519 recipient type"): Bech32 in capitals. */
  private static final String AGE = "AGE-SECRET-KEY-1";

  private static final int AGE_REST = 58;
  private static final String AGE_CHARS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";

  /** By the first two bytes, 7 bits each, whether a secret may begin: hardly any text has one. */
  private static final boolean[] PAIRS = new boolean[1 << 14];

  static {
    PAIRS[pair((byte) '-', (byte) '-')] = true;
    PAIRS[pair((byte) 'P', (byte) 'u')] = true;
    PAIRS[pair((byte) 'A', (byte) 'G')] = true;
    for (TokenFormat format : TokenFormat.ALL) {
      String prefix = format.prefix();
      PAIRS[pair((byte) prefix.charAt(0), (byte) prefix.charAt(1))] = true;
    }
  }

  private SecretSearch() {}

  private static int pair(byte first, byte second) {
    return ((first & 0x7f) << 7) | (second & 0x7f);
  }

  /** Whether a file may be searched at all, by its path and size. */
  public static boolean wants(String path, long size) {
    return size >= 20 && size <= LARGEST && !path.startsWith("proc/");
  }

  /**
   * The secrets in a file.
   *
   * @param length how many of {@code bytes} are the file
   */
  public static List<Secret> search(String path, byte[] bytes, int length) {
    List<Secret> found = new ArrayList<>();
    if (isBinary(bytes, length)) {
      return found;
    }
    int line = 1;
    for (int i = 0; i < length - 1 && found.size() < MOST; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        line++;
      } else if (PAIRS[pair(b, bytes[i + 1])]) {
        String key = b == '-' ? key(bytes, i, length) : otherKey(bytes, i, length);
        String what = key.isEmpty() && b != '-' ? token(bytes, i, length) : key;
        if (!what.isEmpty()) {
          Kind kind = key.isEmpty() ? Kind.TOKEN : Kind.PRIVATE_KEY;
          found.add(new Secret(kind, path, what + " in line " + line));
          i += b == '-' ? BEGIN.length() : 3;
        }
      }
    }
    return found;
  }

  private static boolean isBinary(byte[] bytes, int length) {
    for (int i = 0; i < Math.min(length, 512); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static String token(byte[] bytes, int at, int length) {
    for (TokenFormat format : TokenFormat.ALL) {
      if (format.matches(bytes, at, length)) {
        return format.name();
      }
    }
    return "";
  }

  /** A private key in no PEM: of PuTTY, encrypted or not, or of age; empty for none. */
  private static String otherKey(byte[] bytes, int at, int length) {
    if (TokenFormat.begins(bytes, at, length, PUTTY)) {
      String text = new String(bytes, at, length - at, StandardCharsets.ISO_8859_1);
      int lines = text.indexOf("\nPrivate-Lines: ");
      return lines >= 0 && hasBody(bytes, at + lines + 16, length) ? "putty private key" : "";
    }
    if (!TokenFormat.begins(bytes, at, length, AGE)) {
      return "";
    }
    int end = at + AGE.length();
    while (end < length && AGE_CHARS.indexOf(bytes[end]) >= 0) {
      end++;
    }
    return end - at - AGE.length() == AGE_REST ? "age private key" : "";
  }

  /** What kind of private key begins here; empty for none. */
  private static String key(byte[] bytes, int at, int length) {
    if (!TokenFormat.begins(bytes, at, length, BEGIN)) {
      return "";
    }
    int end = at + BEGIN.length();
    while (end < length && end < at + 60 && bytes[end] != '-') {
      end++;
    }
    String label =
        new String(
            bytes, at + BEGIN.length(), end - at - BEGIN.length(), StandardCharsets.ISO_8859_1);
    if (!label.endsWith("PRIVATE KEY") && !label.equals("PGP PRIVATE KEY BLOCK")) {
      return "";
    }
    return hasBody(bytes, end + 5, length) ? label.toLowerCase(java.util.Locale.ROOT) : "";
  }

  /** Documents and programs name the first line only: a key goes on with base 64. */
  private static boolean hasBody(byte[] bytes, int from, int length) {
    int run = 0;
    for (int i = from; i < Math.min(length, from + 400); i++) {
      byte b = bytes[i];
      boolean base64 =
          (b >= 'A' && b <= 'Z')
              || (b >= 'a' && b <= 'z')
              || (b >= '0' && b <= '9')
              || b == '+'
              || b == '/'
              || b == '=';
      run = base64 ? run + 1 : 0;
      if (run == 40) {
        return true;
      }
    }
    return false;
  }
}
