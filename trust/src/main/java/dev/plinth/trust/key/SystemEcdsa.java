package dev.plinth.trust.key;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.plinth.model.SystemLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ECDSA (FIPS 186-5) of the system's OpenSSL 3: {@code d2i_EC_PUBKEY}, {@code ECDSA_verify} and
 * {@code EC_KEY_free} of libcrypto.so.3.
 */
record SystemEcdsa(MethodHandle read, MethodHandle verify, MethodHandle free) {
  /** Loaded at first use. */
  private static final class Loaded {
    static final @Nullable SystemEcdsa LIBRARY =
        SystemLibrary.find(
            "libcrypto.so.3",
            system ->
                new SystemEcdsa(
                    system.function(
                        "d2i_EC_PUBKEY",
                        FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG)),
                    system.function(
                        "ECDSA_verify",
                        FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS)),
                    system.function("EC_KEY_free", FunctionDescriptor.ofVoid(ADDRESS))));
  }

  /** Null where this machine has none. */
  static @Nullable SystemEcdsa find() {
    return Loaded.LIBRARY;
  }

  /**
   * Whether {@code signature} (DER) is one of {@code digest}; empty where the library does not say,
   * because it cannot read the one or the other, or refuses to work with such keys.
   *
   * @param spki SubjectPublicKeyInfo in DER
   */
  Optional<Boolean> verify(byte[] spki, byte[] digest, byte[] signature) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment der = copy(arena, spki);
      MemorySegment at = arena.allocate(ADDRESS);
      at.set(ADDRESS, 0, der);
      MemorySegment key =
          (MemorySegment) read.invokeExact(MemorySegment.NULL, at, (long) spki.length);
      if (key.equals(MemorySegment.NULL)) {
        return Optional.empty();
      }
      try {
        int result =
            (int)
                verify.invokeExact(
                    0,
                    copy(arena, digest),
                    digest.length,
                    copy(arena, signature),
                    signature.length,
                    key);
        return result == 0 || result == 1 ? Optional.of(result == 1) : Optional.empty();
      } finally {
        free.invokeExact(key);
      }
    } catch (Throwable e) {
      throw SystemLibrary.failed(e);
    }
  }

  private static MemorySegment copy(Arena arena, byte[] bytes) {
    MemorySegment copy = arena.allocate(bytes.length);
    copy.asByteBuffer().put(bytes);
    return copy;
  }
}
