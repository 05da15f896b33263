package dev.plinth.vuln.bulk;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The form of stored lists: a head of {@link #HEAD} bytes (magic, counts, the CRC-32C of the rest,
 * where each section begins), then sections. Numbers are little endian. Each section with records
 * of different lengths has a table before it that tells where they begin.
 */
final class ListsFile {
  static final byte[] MAGIC = "PLLISTS1".getBytes(StandardCharsets.US_ASCII);

  /** Sections, in this order. */
  enum Section {
    /** What was read of each system: eight texts; those of lists joined by NUL. */
    SYSTEM_STARTS(0),
    SYSTEMS(1),
    /** Of each package its system's number, its type, and eight texts. */
    PACKAGE_STARTS(2),
    PACKAGES(3),
    /** Of each package two hashes of names, of its source's and its own. */
    NAMES(4),
    /** Of each distinct list its packages, as differences. */
    CONTENTS_STARTS(5),
    CONTENTS(6),
    /** Of each list the number of its contents. */
    LISTS(7),
    ID_STARTS(8),
    IDS(9);

    private final int number;

    Section(int number) {
      this.number = number;
    }

    /** Its place among the sections. */
    int number() {
      return number;
    }
  }

  static final int COUNTS_AT = 8;
  static final int CRC_AT = 20;
  static final int SECTIONS_AT = 24;
  static final int HEAD = SECTIONS_AT + 4 * (Section.values().length + 1);

  /** Longer texts are refused. */
  static final int LONGEST_TEXT = 1 << 16;

  private ListsFile() {}

  static int hash(String name) {
    CRC32C crc = new CRC32C();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  static PlinthException damaged(String why) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "the file of package lists is damaged: " + why,
        "make it again of the images");
  }

  /** Records with a table of where they begin. */
  static final class Records {
    private final ByteArrayOutputStream starts = new ByteArrayOutputStream();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Records() {
      begin();
    }

    private void begin() {
      starts.writeBytes(fixed(bytes.size()));
    }

    void varint(int value) {
      int rest = value;
      while ((rest & ~0x7f) != 0) {
        bytes.write((rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      bytes.write(rest);
    }

    void text(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      if (utf8.length > LONGEST_TEXT) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            "a text of " + utf8.length + " bytes is longer than package lists have",
            "leave the image out");
      }
      varint(utf8.length);
      bytes.writeBytes(utf8);
    }

    /** Ends a record. */
    void end() {
      begin();
    }

    byte[] starts() {
      return starts.toByteArray();
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }

  static byte[] fixed(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
