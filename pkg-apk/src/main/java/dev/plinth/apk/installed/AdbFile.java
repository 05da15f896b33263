package dev.plinth.apk.installed;

import dev.plinth.archive.CompressionFormat;
import dev.plinth.archive.Decompression;
import dev.plinth.archive.DecompressionLimits;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The container of apk-tools 3 (apk-v3(5)): four bytes that tell the compression, a schema, and
 * blocks of which the first holds the values. Signatures and data, the blocks after it, are not
 * read.
 *
 * @param schema what the values are: {@link #INSTALLED}, {@link #PACKAGE}, {@link #INDEX}
 */
record AdbFile(int schema, AdbValues values) {
  /** "idb", a database of installed packages. */
  static final int INSTALLED = 0x00626469;

  /** "pckg", one package. */
  static final int PACKAGE = 0x676b6370;

  /** "indx", the index of a repository. */
  static final int INDEX = 0x78646e69;

  /** Most bytes of values: 64 MiB; the largest real ones have a few. */
  private static final int MOST_BYTES = 64 << 20;

  private static final int MAGIC = 0x2e424441;
  private static final int EXTENDED = 3;
  private static final int SIZE_MASK = 0x3fffffff;

  /**
   * Reads the values of a file.
   *
   * @throws PlinthException {@code BAD_INPUT} where it is no such file or is cut short
   */
  static AdbFile read(String where, Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = decompressed(raw, where)) {
      int magic = word(in, where);
      if (magic != MAGIC) {
        throw bad(where, "is no ADB file inside its compression");
      }
      int schema = word(in, where);
      return new AdbFile(schema, new AdbValues(firstBlock(in, where), where));
    } catch (ZipException | EOFException e) {
      throw bad(where, "is not compressed as it says: " + e.getMessage());
    }
  }

  /** The payload of the block that must come first: the values. */
  private static ByteBuffer firstBlock(InputStream in, String where) throws IOException {
    int head = word(in, where);
    long length = (head & SIZE_MASK) - 4L;
    int type = head >>> 30;
    if (type == EXTENDED) {
      type = head & SIZE_MASK;
      word(in, where);
      long low = word(in, where) & 0xffffffffL;
      length = (low | (long) word(in, where) << 32) - 16;
    }
    if (type != 0) {
      throw bad(where, "does not begin with a block of values");
    }
    if (length < AdbValues.HEADER || length > MOST_BYTES) {
      throw bad(where, "has a block of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw bad(where, "ends in the middle of its values");
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static InputStream decompressed(InputStream in, String where) throws IOException {
    in.mark(4);
    byte[] head = in.readNBytes(4);
    if (head.length == 4 && head[3] == 'd') {
      return inflated(in);
    }
    if (head.length == 4 && head[3] == 'c') {
      int algorithm = in.read();
      in.read(); // the level
      return switch (algorithm) {
        case 0 -> in;
        case 1 -> inflated(in);
        case 2 ->
            Decompression.open(in, CompressionFormat.ZSTD, where, DecompressionLimits.DEFAULT);
        default -> throw bad(where, "is compressed in an unknown way (" + algorithm + ")");
      };
    }
    in.reset();
    return in;
  }

  private static InputStream inflated(InputStream in) {
    return new InflaterInputStream(in, new Inflater(true), 1 << 16);
  }

  private static int word(InputStream in, String where) throws IOException {
    byte[] four = in.readNBytes(4);
    if (four.length < 4) {
      throw bad(where, "ends in the middle of its header");
    }
    return ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  static PlinthException bad(String where, String problem) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        where + ": " + problem,
        "the database of installed packages is damaged: what is installed is unknown");
  }
}
