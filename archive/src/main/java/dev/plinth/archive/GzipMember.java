package dev.plinth.archive;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.SystemLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Compresses whole gzip members (RFC 1952) of which each byte follows from the input: native
 * libdeflate, level 5, no time, operating system "unknown". Members may be joined to one stream.
 *
 * <p>Each header carries the member's length in an extra field named {@code PL}, four bytes little
 * endian, so that a reader may find, decode and verify members in parallel.
 *
 * <p>An instance is for one thread at a time and holds about 1 MB; making the first one loads the
 * native library.
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

  private final Library library;
  private final MemorySegment compressor;
  private final CRC32 crc = new CRC32();

  /** Fails with {@code MACHINE} where the native library cannot be used on this machine. */
  public GzipMember() {
    @Nullable Library found = Loaded.LIBRARY;
    if (found == null) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "the native libdeflate library cannot be loaded, and another compressor would make other"
              + " bytes",
          "use Linux on amd64 or arm64 with a temporary directory from which libraries may be"
              + " loaded (TMPDIR), and allow native access to Java");
    }
    library = found;
    compressor = found.allocate(COMPRESSOR.level());
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
    return HEADER + library.bound(compressor, length) + TRAILER;
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
    int length = library.compress(compressor, input, body);
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

  /** Loaded at first use. */
  private static final class Loaded {
    static final @Nullable Library LIBRARY = LibDeflate.find(Library::of);
  }

  /** The functions of libdeflate.h that are used. */
  private record Library(
      MethodHandle alloc, MethodHandle free, MethodHandle bound, MethodHandle compress) {
    static Library of(SystemLibrary system) {
      return new Library(
          system.function(
              "libdeflate_alloc_compressor",
              FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT)),
          system.function(
              "libdeflate_free_compressor", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)),
          system.function(
              "libdeflate_deflate_compress_bound",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG)),
          system.function(
              "libdeflate_deflate_compress",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG),
              // Arrays may be given, and stay where they are meanwhile.
              Linker.Option.critical(true)));
    }

    /** A compressor that is freed once nobody has it any more. */
    @SuppressWarnings("restricted") // what the library gave is given back to it
    MemorySegment allocate(int level) {
      try {
        MemorySegment made = (MemorySegment) alloc.invokeExact(level);
        if (made.equals(MemorySegment.NULL)) {
          throw new OutOfMemoryError("libdeflate has no memory for a compressor");
        }
        return made.reinterpret(Arena.ofAuto(), this::free);
      } catch (Throwable e) {
        throw SystemLibrary.failed(e);
      }
    }

    private void free(MemorySegment compressor) {
      try {
        free.invokeExact(compressor);
      } catch (Throwable e) {
        throw SystemLibrary.failed(e);
      }
    }

    int bound(MemorySegment compressor, int length) {
      try {
        return Math.toIntExact((long) bound.invokeExact(compressor, (long) length));
      } catch (Throwable e) {
        throw SystemLibrary.failed(e);
      }
    }

    /** How many bytes were written, of all that there are. */
    int compress(MemorySegment compressor, MemorySegment input, MemorySegment target) {
      long written;
      try {
        written =
            (long)
                compress.invokeExact(
                    compressor, input, input.byteSize(), target, target.byteSize());
      } catch (Throwable e) {
        throw SystemLibrary.failed(e);
      }
      if (written == 0) {
        throw new IllegalArgumentException("there is less room than bound says");
      }
      return Math.toIntExact(written);
    }
  }
}
