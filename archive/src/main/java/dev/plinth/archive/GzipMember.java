package dev.plinth.archive;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import io.airlift.compress.v3.deflate.DeflateNativeCompressor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Compresses whole gzip members (RFC 1952) of which each byte follows from the input: native
 * libdeflate, level 5, no time, operating system "unknown". Members may be joined to one stream.
 *
 * <p>Each header carries the member's length in an extra field named {@code PL}, four bytes little
 * endian, so that a reader may find, decode and verify members in parallel.
 *
 * <p>An instance is for one thread at a time and holds about 1 MB; making the first one loads the
 * native library, which takes about 0.1 s.
 */
public final class GzipMember {
  /** What makes the bytes; part of every cache key and of the provenance. */
  public static final Compressor COMPRESSOR =
      new Compressor("libdeflate", "aircompressor-v3 3.14", 5);

  static final int HEADER = 20;
  static final int TRAILER = 8;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final byte[] FIXED = {
    0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 255, 8, 0, 'P', 'L', 4, 0
  };

  private final DeflateNativeCompressor deflate;
  private final CRC32 crc = new CRC32();

  /** Fails with {@code MACHINE} where the native library cannot be used on this machine. */
  public GzipMember() {
    if (!DeflateNativeCompressor.isEnabled()) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "the native libdeflate library cannot be loaded, and another compressor would make other"
              + " bytes",
          "use Linux on amd64 or arm64 with a temporary directory from which libraries may be"
              + " loaded (java.io.tmpdir), and allow native access to Java");
    }
    deflate = new DeflateNativeCompressor(COMPRESSOR.level());
  }

  /**
   * The length that the header at {@code from} tells, in bytes; negative where it is not one of
   * ours. It is a promise of whoever wrote it.
   *
   * @param bytes at least {@link #HEADER} from there
   */
  static int length(byte[] bytes, int from) {
    int to = from + FIXED.length;
    return Arrays.equals(bytes, from, to, FIXED, 0, FIXED.length)
        ? MemorySegment.ofArray(bytes).get(INT, to)
        : -1;
  }

  /** The most bytes that a member of {@code length} bytes may take. */
  public int bound(int length) {
    return HEADER + deflate.maxCompressedLength(length) + TRAILER;
  }

  /**
   * Writes one member to {@code target} from 0.
   *
   * @param input all bytes of the member
   * @param target at least {@link #bound} bytes
   * @return the member's length
   */
  public int compress(MemorySegment input, MemorySegment target) {
    MemorySegment body = target.asSlice(HEADER);
    int length = deflate.compress(input, body);
    int whole = HEADER + length + TRAILER;
    MemorySegment.copy(FIXED, 0, target, ValueLayout.JAVA_BYTE, 0, FIXED.length);
    target.set(INT, FIXED.length, whole);
    crc.reset();
    crc.update(input.asByteBuffer());
    target.set(INT, HEADER + (long) length, (int) crc.getValue());
    target.set(INT, HEADER + length + 4L, (int) input.byteSize());
    return whole;
  }

  /** The member that holds {@code input}. */
  public byte[] compress(byte[] input) {
    byte[] target = new byte[bound(input.length)];
    int length = compress(MemorySegment.ofArray(input), MemorySegment.ofArray(target));
    return Arrays.copyOf(target, length);
  }
}
