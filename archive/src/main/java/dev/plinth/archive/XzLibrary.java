package dev.plinth.archive;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The host's liblzma, which every system with dpkg, rpm or systemd has: it decompresses three times
 * as fast as Java does, and from the first byte on (ADR 013). The decoder for one thread alone is
 * used.
 *
 * <p>Source: {@code lzma/base.h} and {@code lzma/container.h} of XZ Utils 5.
 */
final class XzLibrary {
  private static final Set<String> MALICIOUS = Set.of("5.6.0", "5.6.1");

  private final MethodHandle decoder;
  private final MethodHandle code;
  private final MethodHandle end;
  private final MethodHandle memoryUsage;

  private XzLibrary(Linker linker, SymbolLookup library) {
    FunctionDescriptor started =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT);
    FunctionDescriptor coded =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    decoder = linker.downcallHandle(library.findOrThrow("lzma_stream_decoder"), started);
    code = linker.downcallHandle(library.findOrThrow("lzma_code"), coded);
    end =
        linker.downcallHandle(
            library.findOrThrow("lzma_end"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    memoryUsage =
        linker.downcallHandle(
            library.findOrThrow("lzma_memusage"),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
  }

  /** Looked for once. */
  private static final class Holder {
    static final Optional<XzLibrary> FOUND = load();
  }

  /** Empty where the host has none that can be used. */
  static Optional<XzLibrary> find() {
    return Holder.FOUND;
  }

  private static Optional<XzLibrary> load() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    if (!linux || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      SymbolLookup library = SymbolLookup.libraryLookup("liblzma.so.5", Arena.global());
      if (MALICIOUS.contains(version(linker, library))) {
        return Optional.empty();
      }
      return Optional.of(new XzLibrary(linker, library));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty(); // no library, or a JDK that may not call it: Java's own is as right
    }
  }

  private static String version(Linker linker, SymbolLookup library) {
    MethodHandle version =
        linker.downcallHandle(
            library.findOrThrow("lzma_version_string"),
            FunctionDescriptor.of(ValueLayout.ADDRESS));
    try {
      return ((MemorySegment) version.invokeExact()).reinterpret(32).getString(0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int decoder(MemorySegment stream, long memory, int flags) {
    try {
      return (int) decoder.invokeExact(stream, memory, flags);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int code(MemorySegment stream, int action) {
    try {
      return (int) code.invokeExact(stream, action);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void end(MemorySegment stream) {
    try {
      end.invokeExact(stream);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Bytes that the decoder has, or asked for where the limit stopped it. */
  long memoryUsage(MemorySegment stream) {
    try {
      return (long) memoryUsage.invokeExact(stream);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("a call of liblzma failed", e);
  }
}
