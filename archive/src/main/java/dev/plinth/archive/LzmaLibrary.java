package dev.plinth.archive;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The system's liblzma (XZ Utils, lzma/base.h and lzma/container.h), which decodes in half the time
 * of Java. It is a stable interface since 5.0; every distribution with dpkg, rpm or systemd has it.
 */
record LzmaLibrary(MethodHandle decoder, MethodHandle code, MethodHandle end, MethodHandle usage) {
  private static final String NAME = "liblzma.so.5";
  private static final Set<String> WITH_A_BACK_DOOR = Set.of("5.6.0", "5.6.1");
  private static final int LONGEST_VERSION = 32;

  /** Loaded at first use. */
  private static final class Loaded {
    static final @Nullable LzmaLibrary LIBRARY = load();

    @SuppressWarnings("restricted") // calls native code, as the launcher allows
    private static @Nullable LzmaLibrary load() {
      if (!System.getProperty("os.name", "").equals("Linux")
          || ValueLayout.ADDRESS.byteSize() != 8) {
        return null;
      }
      try {
        SymbolLookup symbols = SymbolLookup.libraryLookup(NAME, Arena.global());
        if (WITH_A_BACK_DOOR.contains(version(symbols))) {
          return null;
        }
        return new LzmaLibrary(
            handle(
                symbols,
                "lzma_stream_decoder",
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT)),
            handle(
                symbols,
                "lzma_code",
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)),
            handle(symbols, "lzma_end", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)),
            handle(
                symbols,
                "lzma_memusage",
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)));
      } catch (IllegalArgumentException | NoSuchElementException | UnsatisfiedLinkError e) {
        return null;
      }
    }

    @SuppressWarnings("restricted")
    private static String version(SymbolLookup symbols) {
      MethodHandle version =
          handle(symbols, "lzma_version_string", FunctionDescriptor.of(ValueLayout.ADDRESS));
      try {
        return ((MemorySegment) version.invokeExact()).reinterpret(LONGEST_VERSION).getString(0);
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(
        SymbolLookup symbols, String name, FunctionDescriptor function) {
      return Linker.nativeLinker().downcallHandle(symbols.find(name).orElseThrow(), function);
    }
  }

  /** Null where this machine has none. */
  static @Nullable LzmaLibrary find() {
    return Loaded.LIBRARY;
  }

  /** Makes {@code stream} a decoder of .xz files. */
  int decoder(MemorySegment stream, long memory, int flags) {
    try {
      return (int) decoder.invokeExact(stream, memory, flags);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int code(MemorySegment stream, int action) {
    try {
      return (int) code.invokeExact(stream, action);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void end(MemorySegment stream) {
    try {
      end.invokeExact(stream);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** How much memory is needed, in bytes. */
  long usage(MemorySegment stream) {
    try {
      return (long) usage.invokeExact(stream);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static RuntimeException failed(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e);
  }
}
