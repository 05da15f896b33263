package dev.plinth.trust.key;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One block of textual encoding (RFC 7468, strict: no headers, nothing but blank lines around it).
 *
 * @param label what stands after BEGIN
 * @param content the bytes inside
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Pem(String label, byte[] content) {
  /** More than any key has; larger files are refused unread. */
  public static final int MAX_BYTES = 64 << 10;

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /**
   * Reads the one block of {@code text}; anything else is a {@code BAD_INPUT} error.
   *
   * @param what names it in errors
   */
  public static Pem parse(byte[] text, String what) {
    if (text.length > MAX_BYTES) {
      throw BadKey.malformed(what, "has more than " + MAX_BYTES + " bytes");
    }
    String all = new String(text, StandardCharsets.US_ASCII).strip();
    String[] lines = all.split("\r?\n", -1);
    String first = lines[0].stripTrailing();
    if (!first.startsWith(BEGIN) || !first.endsWith(DASHES) || first.length() < 17) {
      throw BadKey.malformed(what, "does not start with a BEGIN line of PEM");
    }
    String label = first.substring(BEGIN.length(), first.length() - DASHES.length());
    if (!lines[lines.length - 1].equals(END + label + DASHES)) {
      throw BadKey.malformed(what, "does not end with the END line of what it begins");
    }
    StringBuilder base64 = new StringBuilder();
    for (int i = 1; i < lines.length - 1; i++) {
      if (lines[i].startsWith(DASHES)) {
        throw BadKey.malformed(what, "has more than one PEM block");
      }
      if (lines[i].contains(":")) {
        throw BadKey.malformed(what, "has PEM headers, as old encrypted keys do");
      }
      base64.append(lines[i].strip());
    }
    try {
      byte[] content = Base64.getDecoder().decode(base64.toString());
      if (content.length == 0) {
        throw BadKey.malformed(what, "is empty inside");
      }
      return new Pem(label, content);
    } catch (IllegalArgumentException e) {
      throw BadKey.malformed(what, "is not base64 inside", e);
    }
  }

  /** The text with lines of 64 characters and a line feed at the end, as Go and openssl write. */
  public byte[] toBytes() {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    String text = BEGIN + label + DASHES + "\n" + base64 + "\n" + END + label + DASHES + "\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
