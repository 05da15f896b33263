package dev.plinth.archive;

import dev.plinth.model.SystemLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes whole gzip members with native libdeflate, which takes a third of the JDK's time. It
 * needs the member's end and the size of what it holds, so it is only for members whose header
 * tells their length ({@link GzipMember}). A member counts only where the decoder took just that
 * many bytes: a length that lies would hide what other readers find behind the true end.
 */
final class MemberInflater implements AutoCloseable {
  /** Larger members are decoded as a stream: what is held of one is bounded. */
  static final int MOST = 4 << 20;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Library library;
  private final MemorySegment decompressor;
  private final MemorySegment taken = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
  private final MemorySegment given = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);

  private MemberInflater(Library library, MemorySegment decompressor) {
    this.library = library;
    this.decompressor = decompressor;
  }

  /** Empty where the library cannot be loaded: the JDK's decoder gives the same bytes. */
  static Optional<MemberInflater> open() {
    @Nullable Library library = Loaded.LIBRARY;
    if (library == null) {
      return Optional.empty();
    }
    MemorySegment decompressor = library.allocate();
    return decompressor.equals(MemorySegment.NULL)
        ? Optional.empty()
        : Optional.of(new MemberInflater(library, decompressor));
  }

  /** What the member says that it holds, in bytes; negative where it is more than is decoded. */
  static int plainSize(byte[] member, int length) {
    int size = MemorySegment.ofArray(member).get(INT, length - Integer.BYTES);
    return size > MOST ? -1 : size;
  }

  /**
   * Decodes one member, its checksum and length verified.
   *
   * @param length of the member, from the first byte of its header to the last of its trailer
   * @param plain has the size that the member says
   * @return whether all of this held; if not, another decoder finds out why
   */
  boolean decode(byte[] member, int length, byte[] plain, int size) {
    int result =
        library.decompress(
            decompressor,
            MemorySegment.ofArray(member),
            length,
            MemorySegment.ofArray(plain),
            size,
            taken,
            given);
    return result == 0
        && taken.get(ValueLayout.JAVA_LONG, 0) == length
        && given.get(ValueLayout.JAVA_LONG, 0) == size;
  }

  /** How decoding one member ended. */
  enum Result {
    DONE,
    /** It holds more than there is room for. */
    NO_ROOM,
    /** It is damaged, cut short, or none at all. */
    BAD
  }

  /**
   * Decodes the member at {@code from}, its checksum and length verified, to {@code plainFrom}.
   * Both are outside the heap: what is in it must stay where it is meanwhile, for which the
   * collector waits, and lets the heap grow.
   */
  Result decode(MemorySegment bytes, int from, int to, MemorySegment plain, int plainFrom) {
    int result =
        library.decompressOutside(
            decompressor,
            bytes.asSlice(from, to - from),
            to - from,
            plain.asSlice(plainFrom),
            plain.byteSize() - plainFrom,
            taken,
            given);
    return switch (result) {
      case 0 -> Result.DONE;
      case 3 -> Result.NO_ROOM;
      default -> Result.BAD;
    };
  }

  /** How many bytes the last member took. */
  int taken() {
    return (int) taken.get(ValueLayout.JAVA_LONG, 0);
  }

  /** How many bytes the last member held. */
  int given() {
    return (int) given.get(ValueLayout.JAVA_LONG, 0);
  }

  @Override
  public void close() {
    library.free(decompressor);
  }

  /** Loaded at first use. */
  private static final class Loaded {
    static final @Nullable Library LIBRARY = LibDeflate.find(Library::of);
  }

  /** The functions of libdeflate.h that are used. */
  private record Library(
      MethodHandle alloc, MethodHandle free, MethodHandle decompress, MethodHandle outside) {
    private static final FunctionDescriptor DECOMPRESS =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS);

    static Library of(SystemLibrary system) {
      // The arrays stay where they are while they are decoded, which takes milliseconds.
      Linker.Option critical = Linker.Option.critical(true);
      return new Library(
          system.function(
              "libdeflate_alloc_decompressor", FunctionDescriptor.of(ValueLayout.ADDRESS)),
          system.function(
              "libdeflate_free_decompressor", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)),
          system.function("libdeflate_gzip_decompress_ex", DECOMPRESS, critical),
          system.function("libdeflate_gzip_decompress_ex", DECOMPRESS));
    }

    MemorySegment allocate() {
      try {
        return (MemorySegment) alloc.invokeExact();
      } catch (Throwable e) {
        throw SystemLibrary.failed(e);
      }
    }

    void free(MemorySegment decompressor) {
      try {
        free.invokeExact(decompressor);
      } catch (Throwable e) {
        throw SystemLibrary.failed(e);
      }
    }

    int decompress(
        MemorySegment decompressor,
        MemorySegment in,
        long inSize,
        MemorySegment out,
        long outSize,
        MemorySegment taken,
        MemorySegment given) {
      try {
        return (int) decompress.invokeExact(decompressor, in, inSize, out, outSize, taken, given);
      } catch (Throwable e) {
        throw SystemLibrary.failed(e);
      }
    }

    int decompressOutside(
        MemorySegment decompressor,
        MemorySegment in,
        long inSize,
        MemorySegment out,
        long outSize,
        MemorySegment taken,
        MemorySegment given) {
      try {
        return (int) outside.invokeExact(decompressor, in, inSize, out, outSize, taken, given);
      } catch (Throwable e) {
        throw SystemLibrary.failed(e);
      }
    }
  }
}
