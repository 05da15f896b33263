package dev.plinth.generate;

import dev.plinth.generate.Der.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads the blocks of a PEM file (RFC 7468); text around them is skipped. */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int LARGEST = 16 << 20;
  private static final int MOST_BLOCKS = 10_000;

  /**
   * One block.
   *
   * @param label for example {@code CERTIFICATE}
   * @param from where its first line begins in the text
   * @param to behind its last line
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Block(String label, byte[] der, int from, int to) {
    boolean isCertificate() {
      return label.equals("CERTIFICATE")
          || label.equals("X509 CERTIFICATE")
          || label.equals("TRUSTED CERTIFICATE");
    }
  }

  private Pem() {}

  /** All blocks in order; a block that has no end or holds no base64 is an error. */
  static List<Block> read(byte[] text) throws Malformed {
    if (text.length > LARGEST) {
      throw new Malformed("it is larger than " + LARGEST + " bytes");
    }
    return new Reader(new String(text, StandardCharsets.ISO_8859_1)).read();
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<Block> read() throws Malformed {
      List<Block> blocks = new ArrayList<>();
      while (at < text.length()) {
        int from = at;
        String line = line();
        if (line.startsWith(BEGIN) && line.endsWith(DASHES) && line.length() > 16) {
          if (blocks.size() == MOST_BLOCKS) {
            throw new Malformed("it has more than " + MOST_BLOCKS + " blocks");
          }
          String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
          byte[] der = body(label);
          blocks.add(new Block(label, der, from, at));
        }
      }
      return blocks;
    }

    private byte[] body(String label) throws Malformed {
      StringBuilder base64 = new StringBuilder();
      String end = END + label + DASHES;
      while (at < text.length()) {
        String line = line();
        if (line.equals(end)) {
          try {
            return Base64.getDecoder().decode(base64.toString());
          } catch (IllegalArgumentException e) {
            throw new Malformed("a block is no base64");
          }
        }
        if (line.startsWith(DASHES)) {
          break;
        }
        // Headers of old encrypted forms, such as "DEK-Info: ...", come before a blank line.
        if (line.indexOf(':') >= 0) {
          base64.setLength(0);
        } else {
          base64.append(line.strip());
        }
      }
      throw new Malformed("the block '" + label + "' has no end");
    }

    private String line() {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(at, end);
      at = newline < 0 ? end : end + 1;
      return line.stripTrailing();
    }
  }
}
