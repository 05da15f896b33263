package dev.plinth.trust.dsse;

import dev.plinth.oci.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 from outside (RFC 4648): standard, or URL-safe as DSSE and protobuf's JSON allow; padded,
 * no line breaks, no loose bits, so that the same bytes have one text in each alphabet.
 */
public final class Base64Text {
  private Base64Text() {}

  /**
   * The bytes of the member {@code name}; absent, empty or malformed is a {@code BAD_INPUT} error.
   */
  public static byte[] read(Members json, String name, int maxBytes) {
    String text = json.text(name);
    if (text.isEmpty()) {
      throw json.problem(name, "is empty");
    }
    if (text.length() / 4 > maxBytes / 3) {
      throw json.problem(name, "has more than the " + maxBytes + " bytes allowed");
    }
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    try {
      byte[] bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(ascii);
      byte[] again = (url ? Base64.getUrlEncoder() : Base64.getEncoder()).encode(bytes);
      if (Arrays.equals(again, ascii) && text.length() == ascii.length) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw json.problem(name, "is not base64 with padding");
  }

  public static String write(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
