package dev.plinth.model;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 (FIPS 180-4) of the system's OpenSSL 3, {@code SHA256_Init}, {@code _Update} and {@code
 * _Final} of libcrypto.so.3: their form is fixed for as long as the library has that name.
 */
record CryptoLibrary(MethodHandle init, MethodHandle update, MethodHandle last) {
  /** Bytes of a digest. */
  static final int LENGTH = 32;

  private static final String NAME = "libcrypto.so.3";

  /** An SHA256_CTX is 112 bytes: 28 words of 32 bits. */
  private static final int STATE = 112 / Long.BYTES;

  private static volatile boolean linked;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /** SHA-256 of nothing (NIST's example): a library that says otherwise is not asked again. */
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** Loaded at first use. */
  private static final class Loaded {
    static final @Nullable CryptoLibrary LIBRARY = load();

    @SuppressWarnings("restricted") // calls native code, as the launcher allows
    private static @Nullable CryptoLibrary load() {
      if (!System.getProperty("os.name", "").equals("Linux")
          || ValueLayout.ADDRESS.byteSize() != 8) {
        return null;
      }
      try {
        SymbolLookup symbols = SymbolLookup.libraryLookup(NAME, Arena.global());
        CryptoLibrary library =
            new CryptoLibrary(
                handle(symbols, "SHA256_Init", FunctionDescriptor.of(INT, ValueLayout.ADDRESS)),
                handle(
                    symbols,
                    "SHA256_Update",
                    FunctionDescriptor.of(
                        INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG)),
                handle(
                    symbols,
                    "SHA256_Final",
                    FunctionDescriptor.of(INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)));
        byte[] nothing = library.finish(library.begin());
        linked = HexFormat.of().formatHex(nothing).equals(OF_NOTHING);
        return linked ? library : null;
      } catch (IllegalArgumentException | NoSuchElementException | UnsatisfiedLinkError e) {
        return null;
      }
    }

    /** Critical: arrays of the heap are read where they lie. */
    @SuppressWarnings("restricted")
    private static MethodHandle handle(
        SymbolLookup symbols, String name, FunctionDescriptor function) {
      return Linker.nativeLinker()
          .downcallHandle(symbols.find(name).orElseThrow(), function, Linker.Option.critical(true));
    }
  }

  /** Null where this machine has none. */
  static @Nullable CryptoLibrary find() {
    return Loaded.LIBRARY;
  }

  /** Whether it was looked for and found, so that to use it costs no more. */
  static boolean isLinked() {
    return linked;
  }

  /** A computation of its own, in the heap: nothing is to be given back. */
  MemorySegment begin() {
    MemorySegment state = MemorySegment.ofArray(new long[STATE]);
    try {
      succeeded((int) init.invokeExact(state));
    } catch (Throwable e) {
      throw failed(e);
    }
    return state;
  }

  void update(MemorySegment state, byte[] bytes, int offset, int length) {
    MemorySegment part = MemorySegment.ofArray(bytes).asSlice(offset, length);
    try {
      succeeded((int) update.invokeExact(state, part, (long) length));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  byte[] finish(MemorySegment state) {
    byte[] digest = new byte[LENGTH];
    try {
      succeeded((int) last.invokeExact(MemorySegment.ofArray(digest), state));
    } catch (Throwable e) {
      throw failed(e);
    }
    return digest;
  }

  private static void succeeded(int result) {
    if (result != 1) {
      throw new IllegalStateException(NAME + " failed to compute SHA-256");
    }
  }

  private static RuntimeException failed(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}
