package dev.plinth.model;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 by the system's OpenSSL for what is long, by the JDK for what is short: it is as fast as
 * the JDK's, but needs no optimising compiler to be so (ADR 016).
 */
final class SystemSha256 extends MessageDigest {
  /** From here a library that must be linked first is worth it; small documents are shorter. */
  static final int SHORT = 16 << 10;

  /** So much is hashed in one call: the collector waits for it. */
  private static final int AT_ONCE = 1 << 20;

  private static final boolean WANTED = System.getProperty("plinth.sha256", "").equals("system");

  private final MessageDigest java;
  private byte[] begun = new byte[0];
  private int held;
  private boolean isLong;
  private @Nullable MemorySegment state;

  SystemSha256(MessageDigest java) {
    super("SHA-256");
    this.java = java;
  }

  /** Whether the launcher chose this for the command that runs. */
  static boolean isWanted() {
    return WANTED;
  }

  @Override
  protected int engineGetDigestLength() {
    return CryptoLibrary.LENGTH;
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    if (!isLong) {
      if (!CryptoLibrary.isLinked() && length <= SHORT - held) {
        hold(input, offset, length);
        return;
      }
      isLong = true;
      CryptoLibrary library = CryptoLibrary.find();
      state = library == null ? null : library.begin();
      pass(begun, 0, held);
      held = 0;
    }
    pass(input, offset, length);
  }

  private void hold(byte[] input, int offset, int length) {
    if (held + length > begun.length) {
      begun = Arrays.copyOf(begun, Math.clamp(2L * (held + length), 0, SHORT));
    }
    System.arraycopy(input, offset, begun, held, length);
    held += length;
  }

  private void pass(byte[] input, int offset, int length) {
    CryptoLibrary library = CryptoLibrary.find();
    if (state == null || library == null) {
      java.update(input, offset, length);
      return;
    }
    for (int done = 0; done < length; done += AT_ONCE) {
      library.update(state, input, offset + done, Math.min(AT_ONCE, length - done));
    }
  }

  @Override
  protected byte[] engineDigest() {
    CryptoLibrary library = isLong ? CryptoLibrary.find() : null;
    byte[] digest;
    if (state != null && library != null) {
      digest = library.finish(state);
    } else {
      java.update(begun, 0, held);
      digest = java.digest();
    }
    engineReset();
    return digest;
  }

  @Override
  protected void engineReset() {
    java.reset();
    held = 0;
    isLong = false;
    state = null;
  }
}
