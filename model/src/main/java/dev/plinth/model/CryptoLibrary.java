package dev.plinth.model;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 (FIPS 180-4) of the system's OpenSSL 3, {@code SHA256_Update} and {@code SHA256_Final} of
 * libcrypto.so.3: their form, and that of the {@code SHA256_CTX} of openssl/sha.h, is fixed for as
 * long as the library has that name. {@code SHA256_Init} is not called: to link one more function
 * takes longer than a small command has.
 */
record CryptoLibrary(MethodHandle update, MethodHandle last) {
  /** Bytes of a digest. */
  static final int LENGTH = 32;

  private static final String NAME = "libcrypto.so.3";

  /** Words of 32 bits of an SHA256_CTX: the hash so far, counters, a block, two numbers. */
  private static final int STATE = 28;

  /** FIPS 180-4, 5.3.3. */
  private static final int[] INITIAL = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static volatile boolean linked;

  /** SHA-256 of nothing (NIST's example): a library that says otherwise is not asked again. */
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** Loaded at first use. */
  private static final class Loaded {
    static final @Nullable CryptoLibrary LIBRARY = SystemLibrary.find(NAME, Loaded::load);

    private static @Nullable CryptoLibrary load(SystemLibrary system) {
      CryptoLibrary library =
          new CryptoLibrary(
              function(system, "SHA256_Update", ADDRESS, ADDRESS, ValueLayout.JAVA_LONG),
              function(system, "SHA256_Final", ADDRESS, ADDRESS));
      byte[] nothing = library.finish(library.begin());
      linked = HexFormat.of().formatHex(nothing).equals(OF_NOTHING);
      return linked ? library : null;
    }

    /** Critical: arrays of the heap are read where they lie. */
    private static MethodHandle function(
        SystemLibrary system, String name, MemoryLayout... arguments) {
      return system.function(
          name,
          FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
          Linker.Option.critical(true));
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
    int[] state = Arrays.copyOf(INITIAL, STATE);
    state[STATE - 1] = LENGTH;
    return MemorySegment.ofArray(state);
  }

  void update(MemorySegment state, byte[] bytes, int offset, int length) {
    MemorySegment part = MemorySegment.ofArray(bytes).asSlice(offset, length);
    try {
      succeeded((int) update.invokeExact(state, part, (long) length));
    } catch (Throwable e) {
      throw SystemLibrary.failed(e);
    }
  }

  byte[] finish(MemorySegment state) {
    byte[] digest = new byte[LENGTH];
    try {
      succeeded((int) last.invokeExact(MemorySegment.ofArray(digest), state));
    } catch (Throwable e) {
      throw SystemLibrary.failed(e);
    }
    return digest;
  }

  private static void succeeded(int result) {
    if (result != 1) {
      throw new IllegalStateException(NAME + " failed to compute SHA-256");
    }
  }
}
