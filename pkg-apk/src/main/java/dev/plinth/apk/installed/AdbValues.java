package dev.plinth.apk.installed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The values of an ADB block (apk-v3(5), "Wire format"): words of four bits of type and 28 bits
 * that are the value or its offset. What does not fit the block reads as nothing, as it does to
 * apk.
 */
final class AdbValues {
  /** Bytes before the first value: versions and the root. */
  static final int HEADER = 8;

  /** Most bytes of a text; what is longer reads as nothing. */
  private static final int MOST_TEXT = 1 << 16;

  private static final int BLOB_8 = 0x8;
  private static final int BLOB_16 = 0x9;
  private static final int BLOB_32 = 0xa;
  private static final int ARRAY = 0xd;
  private static final int OBJECT = 0xe;

  private final ByteBuffer bytes;

  /**
   * @param bytes the payload of the block, little endian
   */
  AdbValues(ByteBuffer bytes, String where) {
    this.bytes = bytes;
    if (bytes.limit() < HEADER || bytes.get(0) != 0) {
      throw AdbFile.bad(where, "has a version of ADB that is not known");
    }
  }

  /** The word of the object that all others hang on. */
  int root() {
    return bytes.getInt(4);
  }

  /** How many slots an object or array has, counted from one; zero for anything else. */
  int slots(int word) {
    int type = word >>> 28;
    int at = word & 0x0fffffff;
    if ((type != ARRAY && type != OBJECT) || at > bytes.limit() - 4) {
      return 0;
    }
    long count = bytes.getInt(at) & 0xffffffffL;
    return count == 0 || at + 4 * count > bytes.limit() ? 0 : (int) count - 1;
  }

  /** The word in a slot; zero, which is nothing, where there is none. */
  int slot(int word, int slot) {
    return slot < 1 || slot > slots(word) ? 0 : bytes.getInt((word & 0x0fffffff) + 4 * slot);
  }

  /** Bytes; null where the word is nothing of that kind. */
  @Nullable ByteBuffer blob(int word) {
    int at = word & 0x0fffffff;
    int prefix =
        switch (word >>> 28) {
          case BLOB_8 -> 1;
          case BLOB_16 -> 2;
          case BLOB_32 -> 4;
          default -> 0;
        };
    if (prefix == 0 || at + prefix > bytes.limit()) {
      return null;
    }
    long length =
        switch (prefix) {
          case 1 -> bytes.get(at) & 0xff;
          case 2 -> bytes.getShort(at) & 0xffff;
          default -> bytes.getInt(at) & 0xffffffffL;
        };
    if (at + prefix + length > bytes.limit()) {
      return null;
    }
    return bytes.slice(at + prefix, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Text in a slot, one char a byte; empty where there is none. */
  String raw(int word, int slot) {
    return decoded(word, slot, StandardCharsets.ISO_8859_1);
  }

  /** Text in a slot, read as UTF-8. */
  String text(int word, int slot) {
    return decoded(word, slot, StandardCharsets.UTF_8);
  }

  private String decoded(int word, int slot, Charset charset) {
    ByteBuffer blob = blob(slot(word, slot));
    return blob == null || blob.limit() > MOST_TEXT ? "" : charset.decode(blob).toString();
  }
}
