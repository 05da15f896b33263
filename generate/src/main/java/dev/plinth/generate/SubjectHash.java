package dev.plinth.generate;

import dev.plinth.generate.Der.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The number by which OpenSSL looks up a certificate in a folder ({@code openssl x509
 * -subject_hash}, X509_NAME_hash_ex(3)): the first four bytes, little endian, of the SHA-1 of the
 * name in a canonical form, in which texts are UTF-8, lower case where ASCII, without white space
 * around, and with one blank for each run of it.
 */
final class SubjectHash {
  private static final int UTF8 = 12;

  private SubjectHash() {}

  /**
   * @param name an X.501 Name: a sequence of sets of attributes
   * @return eight hexadecimal digits
   */
  static String of(Der name) throws Malformed {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    for (Der set : name.expect(Der.SEQUENCE).children()) {
      List<byte[]> attributes = new ArrayList<>();
      for (Der attribute : set.expect(Der.SET).children()) {
        List<Der> parts = attribute.expect(Der.SEQUENCE).children();
        if (parts.size() != 2) {
          throw new Malformed("an attribute has " + parts.size() + " parts");
        }
        attributes.add(
            Der.encode(Der.SEQUENCE, parts.getFirst().encoded(), canonical(parts.getLast())));
      }
      attributes.sort(Arrays::compareUnsigned);
      canonical.writeBytes(Der.encode(Der.SET, attributes.toArray(byte[][]::new)));
    }
    byte[] hash = sha1().digest(canonical.toByteArray());
    StringBuilder text = new StringBuilder(8);
    for (int i = 3; i >= 0; i--) {
      text.append(Character.forDigit((hash[i] >> 4) & 15, 16));
      text.append(Character.forDigit(hash[i] & 15, 16));
    }
    return text.toString();
  }

  /** SHA-1: here a name for a file, and the check sum that the JKS format prescribes. */
  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static byte[] canonical(Der value) throws Malformed {
    return switch (value.tag()) {
      case UTF8 -> Der.encode(UTF8, fold(value.content()));
      // T61, printable, IA5 and visible strings are read as ISO 8859-1.
      case 19, 20, 22, 26 ->
          Der.encode(
              UTF8,
              fold(
                  new String(value.content(), StandardCharsets.ISO_8859_1)
                      .getBytes(StandardCharsets.UTF_8)));
      case 30 -> Der.encode(UTF8, fold(wide(value.content(), 2)));
      case 28 -> Der.encode(UTF8, fold(wide(value.content(), 4)));
      default -> value.encoded();
    };
  }

  private static byte[] wide(byte[] content, int width) throws Malformed {
    if (content.length % width != 0) {
      throw new Malformed("a text is cut off");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < content.length; i += width) {
      int point = 0;
      for (int j = 0; j < width; j++) {
        point = point << 8 | (content[i + j] & 0xff);
      }
      if (!Character.isValidCodePoint(point) || (point >= 0xd800 && point < 0xe000)) {
        throw new Malformed("a text holds no character");
      }
      text.appendCodePoint(point);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] fold(byte[] text) {
    int from = 0;
    int to = text.length;
    while (from < to && isSpace(text[from])) {
      from++;
    }
    while (to > from && isSpace(text[to - 1])) {
      to--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (!isSpace(c)) {
        out.write(c >= 'A' && c <= 'Z' ? c + 32 : c);
      } else if (!isSpace(text[i - 1])) {
        out.write(' ');
      }
    }
    return out.toByteArray();
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
