package dev.plinth.oci;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Content that is hashed while it is read. At its end, and no earlier, it is known whether it was
 * what its descriptor says; if not, reading on is a {@code VERIFICATION} error. Who stops early
 * calls {@link #finish} before believing what was read.
 */
public class VerifiedStream extends FilterInputStream {
  private static final long UNKNOWN = -1;

  private final String what;
  private final Digest expected;
  private final long size;
  private final MessageDigest hash;
  private long count;
  private boolean ended;
  private boolean refuted;

  VerifiedStream(InputStream in, Digest expected, long size, String what) {
    super(in);
    this.expected = expected;
    this.size = size;
    this.what = what;
    this.hash = Content.hash(expected.algorithm());
  }

  /**
   * Of a content whose size nothing tells.
   *
   * @param in bounded by the caller
   * @param what names it in errors
   */
  public static VerifiedStream of(InputStream in, Digest expected, String what) {
    return new VerifiedStream(in, expected, UNKNOWN, what);
  }

  /** Whether what was read turned out not to be what it should be. */
  public boolean isRefuted() {
    return refuted;
  }

  /** Reads what is left, and fails unless all of it was what it should be. */
  public void finish() throws IOException {
    byte[] buffer = new byte[1 << 16];
    int n = 0;
    while (n >= 0) {
      n = read(buffer, 0, buffer.length);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (ended) {
      return length == 0 ? 0 : -1;
    }
    int n = in.read(buffer, offset, length);
    if (n < 0) {
      end();
      return n;
    }
    hash.update(buffer, offset, n);
    count += n;
    if (size != UNKNOWN && count > size) {
      throw wrong("has more than the " + size + " bytes that its descriptor says");
    }
    return n;
  }

  private void end() {
    ended = true;
    if (size != UNKNOWN && count != size) {
      throw wrong("has " + count + " bytes, not the " + size + " that its descriptor says");
    }
    Digest actual = new Digest(expected.algorithm(), Content.hex(hash.digest()));
    if (!actual.equals(expected)) {
      throw wrong("does not match its digest: expected " + expected + ", got " + actual);
    }
  }

  private PlinthException wrong(String problem) {
    ended = true;
    refuted = true;
    return new PlinthException(
        ErrorCode.VERIFICATION,
        what + " " + problem,
        "it is damaged, or somebody changed it: get it again from where it was made");
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[(int) Math.min(1 << 16, Math.max(0, n))];
    return n <= 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
