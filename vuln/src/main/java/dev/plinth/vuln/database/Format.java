package dev.plinth.vuln.database;

import java.nio.charset.StandardCharsets;

/**
 * The file: a head of fixed size, then sections. Numbers are little-endian; within records they are
 * LEB128 varints; texts are numbers of the table of texts.
 *
 * <pre>
 * 0    8   "PLVULNDB"
 * 8    4   version
 * 12   4   CRC-32C of the head, these four bytes as zero
 * 16   8   length of the file
 * 24   32  SHA-256 of all that follows the head
 * 56   16n offset and length of each section
 * </pre>
 *
 * Hash tables are slots of 16 bytes (hash, offset of the record + 1), a power of two of them, at
 * most half full, searched forward. A record there is its length (varint), the CRC-32C of its body
 * (4 bytes), its body.
 */
final class Format {
  static final byte[] MAGIC = "PLVULNDB".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 2;
  static final int CRC_AT = 12;
  static final int LENGTH_AT = 16;
  static final int DIGEST_AT = 24;
  static final int DIGEST_LENGTH = 32;
  static final int SECTIONS_AT = 56;
  static final int SECTION_LENGTH = 16;
  static final int SLOT = 16;

  /** Bounds of what is read, far above what is written. */
  static final int MAX_TEXT = 1 << 20;

  static final int MAX_RECORD = 64 << 20;
  static final int MAX_COUNT = 1 << 20;

  /** In their order in the file. */
  enum Section {
    /** Where each text begins, 4 bytes each, and where the last one ends. */
    TEXT_STARTS,
    /** UTF-8. */
    TEXTS,
    /** Where each advisory begins, 4 bytes each. */
    ADVISORY_STARTS,
    ADVISORIES,
    /** By ecosystem and name. */
    PACKAGE_SLOTS,
    PACKAGES,
    /** By id. */
    VULNERABILITY_SLOTS,
    VULNERABILITIES,
    /** One record: feeds. */
    FEEDS,
    /** One record: when support ends. */
    LIFE
  }

  static final int HEAD = SECTIONS_AT + Section.values().length * SECTION_LENGTH;

  private Format() {}

  /** FNV-1a of 64 bits over the text's chars, finished so that low bits are good ones. */
  static long hash(String first, String second) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < first.length(); i++) {
      hash = (hash ^ first.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ 0xffff) * 0x100000001b3L;
    for (int i = 0; i < second.length(); i++) {
      hash = (hash ^ second.charAt(i)) * 0x100000001b3L;
    }
    return hash ^ (hash >>> 32);
  }
}
