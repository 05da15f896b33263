package dev.plinth.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The gzip member at hand of a stream, where it can be decoded at once. */
final class WholeMember implements Closeable {
  /** For less the native library is not worth loading. */
  private static final int LEAST = 1 << 16;

  private Optional<MemberInflater> inflater = Optional.empty();
  private boolean asked;
  private byte[] bytes = new byte[0];
  private int taken;
  private byte[] plain = new byte[0];
  private int given;
  private int held;

  /** Whether the member whose header begins at {@code from} may be decoded here. */
  boolean fits(byte[] head, int from) {
    int length = GzipMember.length(head, from);
    return length >= LEAST && length <= MemberInflater.MOST && inflater().isPresent();
  }

  private Optional<MemberInflater> inflater() {
    if (!asked) {
      inflater = MemberInflater.open();
      asked = true;
    }
    return inflater;
  }

  /**
   * Takes a member that {@link #fits} from a buffer and then from the stream below.
   *
   * @return whether it is just what it says; if not, nothing is given of it
   */
  boolean decode(byte[] buffer, int from, int to, InputStream in) throws IOException {
    int length = GzipMember.length(buffer, from);
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    taken = Math.min(length, to - from);
    System.arraycopy(buffer, from, bytes, 0, taken);
    taken += in.readNBytes(bytes, taken, length - taken);
    int size = taken < length ? -1 : MemberInflater.plainSize(bytes, length);
    if (size < 0) {
      return false;
    }
    if (plain.length < size) {
      plain = new byte[size];
    }
    if (!inflater().orElseThrow().decode(bytes, length, plain, size)) {
      return false;
    }
    given = 0;
    held = size;
    return true;
  }

  /** How many bytes of the member were taken. */
  int taken() {
    return taken;
  }

  /** These bytes, not to be kept by this any more. */
  byte[] bytes() {
    byte[] mine = bytes;
    bytes = new byte[0];
    return mine;
  }

  /** What is left of the member, up to {@code length} bytes; 0 where nothing is. */
  int give(byte[] target, int offset, int length) {
    int n = Math.min(length, held - given);
    System.arraycopy(plain, given, target, offset, n);
    given += n;
    return n;
  }

  @Override
  public void close() {
    inflater.ifPresent(MemberInflater::close);
    inflater = Optional.empty();
    held = given;
    asked = true;
  }
}
