package dev.plinth.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Gzip of any number of members (RFC 1952), each with its checksum and length verified. Zero bytes
 * may follow the last member, as tapes pad; anything else is an error, so nothing hides there.
 * Members that tell their length, as {@link GzipMember} writes them, are decoded as a whole.
 */
final class GzipStream extends InputStream {
  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;

  private final InputStream in;
  private final RawInflater inflater;
  private final CRC32 crc = new CRC32();
  private final WholeMember whole = new WholeMember();
  private byte[] buffer = new byte[1 << 15];
  private int next;
  private int filled;
  private final boolean single;
  private boolean inMember;
  private boolean any;
  private boolean finished;
  private boolean ended;

  /** Whether the inflater knows that nothing follows. */
  private boolean atEnd;

  GzipStream(InputStream in) {
    this(in, RawInflater.ofJdk(), false, false);
  }

  /**
   * @param inflater closed with this one
   * @param any whether members of the same stream came before
   * @param single whether it ends behind the first member that it reads
   */
  GzipStream(InputStream in, RawInflater inflater, boolean any, boolean single) {
    this.in = in;
    this.inflater = inflater;
    this.any = any;
    this.single = single;
  }

  /** Whether it ended behind a member, of which none may follow. */
  boolean isAtMember() {
    return finished && !ended;
  }

  /** Gives back what it read too much; nothing more may be read here. */
  void giveBack(RawBytes raw) {
    raw.giveBack(buffer, next, filled);
    inflater.close();
    whole.close();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int n = whole.give(target, offset, length);
      if (n > 0) {
        return n;
      }
      if (single && finished) {
        return -1;
      }
      if (!inMember && decodeWhole()) {
        finished = true;
        continue;
      }
      if (!inMember && !beginMember()) {
        ended = true;
        break;
      }
      n = inflater.inflate(target, offset, length);
      if (n > 0) {
        crc.update(target, offset, n);
        return n;
      }
      if (inflater.finished()) {
        endMember();
      } else {
        feed();
      }
    }
    return -1;
  }

  /** Whether the next member was decoded as a whole; if not, it is read as a stream. */
  private boolean decodeWhole() throws IOException {
    if (!peek(GzipMember.HEADER) || !whole.fits(buffer, next)) {
      return false;
    }
    boolean decoded = whole.decode(buffer, next, filled, in);
    if (whole.taken() <= filled - next) {
      next += decoded ? whole.taken() : 0;
    } else if (decoded) {
      next = filled;
    } else {
      // The stream finds out what is wrong with it, or that only its length was.
      buffer = whole.bytes();
      next = 0;
      filled = whole.taken();
    }
    any |= decoded;
    return decoded;
  }

  /** Whether so many bytes lie in the buffer, after reading on where needed. */
  private boolean peek(int count) throws IOException {
    if (filled - next < count) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      filled -= next;
      next = 0;
      filled += in.readNBytes(buffer, filled, count - filled);
    }
    return filled - next >= count;
  }

  /** More input behind what the inflater left of it. */
  private void feed() throws IOException {
    int left = inflater.remaining();
    System.arraycopy(buffer, filled - left, buffer, 0, left);
    int more = in.read(buffer, left, buffer.length - left);
    if (more <= 0 && atEnd) {
      throw new EOFException("it ends in the middle");
    }
    atEnd = more <= 0;
    next = 0;
    filled = left + Math.max(0, more);
    inflater.input(buffer, 0, filled, atEnd);
  }

  private boolean beginMember() throws IOException {
    int first = nextByte();
    if (any && first == 0) {
      while (first == 0) {
        first = nextByte();
      }
      if (first >= 0) {
        throw new ZipException("bytes follow the padding");
      }
    }
    if (first < 0 && any) {
      return false;
    }
    if (first != 0x1f || needByte() != 0x8b || needByte() != 8) {
      throw new ZipException(any ? "bytes follow the last member" : "it is not gzip");
    }
    int flags = needByte();
    if ((flags & 0xe0) != 0) {
      throw new ZipException("it has unknown flags");
    }
    for (int i = 0; i < 6; i++) {
      needByte();
    }
    if ((flags & FEXTRA) != 0) {
      for (int left = needShort(); left > 0; left--) {
        needByte();
      }
    }
    for (int text = flags & (FNAME | FCOMMENT); text != 0; text &= text - 1) {
      while (needByte() != 0) {}
    }
    if ((flags & FHCRC) != 0) {
      needShort();
    }
    inflater.reset();
    inflater.input(buffer, next, filled, false);
    atEnd = false;
    crc.reset();
    inMember = true;
    any = true;
    return true;
  }

  private void endMember() throws IOException {
    next = filled - inflater.remaining();
    long sum = needShort() | (long) needShort() << 16;
    long size = needShort() | (long) needShort() << 16;
    if (sum != crc.getValue()) {
      throw new ZipException("its checksum does not hold");
    }
    if (size != (inflater.written() & 0xffff_ffffL)) {
      throw new ZipException("its length does not hold");
    }
    inMember = false;
    finished = true;
  }

  private int needShort() throws IOException {
    return needByte() | needByte() << 8;
  }

  private int needByte() throws IOException {
    int b = nextByte();
    if (b < 0) {
      throw new EOFException("it ends in the middle");
    }
    return b;
  }

  private int nextByte() throws IOException {
    if (next == filled && !fill()) {
      return -1;
    }
    return buffer[next++] & 0xff;
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.close();
    whole.close();
    in.close();
  }
}
