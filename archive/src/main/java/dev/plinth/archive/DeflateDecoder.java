package dev.plinth.archive;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes deflate (RFC 1951) in Java: once compiled, faster than the JDK's inflater; until then
 * slower, so it is for long streams (ADR 118). It takes and refuses what zlib does, with the same
 * words.
 *
 * <p>Sixty-odd bits of the stream are held at a time, and several symbols are decoded before more
 * are loaded. Near the end of the input each symbol is checked instead.
 */
final class DeflateDecoder implements RawInflater {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** How far back a match may reach. */
  private static final int HISTORY = 1 << 15;

  private static final int CHUNK = 1 << 18;

  /** The longest match, and what copying words writes beyond it; two literals before it. */
  private static final int SLACK = 258 + 2 * Long.BYTES + 2;

  /** The longest description of a block's codes is 564 bytes. */
  private static final int ENOUGH = 1024;

  /** What the fast loop may load in one turn. */
  private static final int LOADED = 2 * Long.BYTES;

  private static final int FULL = 56;

  private enum State {
    HEADER,
    STORED,
    CODED,
    DONE
  }

  private final byte[] window = new byte[HISTORY + CHUNK + SLACK];
  private final BlockCodes codes = new BlockCodes();
  private int out;
  private int given;
  private long written;

  private byte[] in = new byte[0];
  private int next;
  private int end;
  private boolean last;
  private long held;
  private int count;

  /** Bytes of zeros that were loaded behind the end of the input. */
  private int borrowed;

  private State state = State.HEADER;
  private boolean finalBlock;
  private int stored;
  private @Nullable IOException failure;

  @Override
  public void reset() {
    out = 0;
    given = 0;
    written = 0;
    held = 0;
    count = 0;
    borrowed = 0;
    in = new byte[0];
    next = 0;
    end = 0;
    state = State.HEADER;
    finalBlock = false;
    failure = null;
  }

  @Override
  public void input(byte[] bytes, int from, int to, boolean last) {
    this.in = bytes;
    this.next = from;
    this.end = to;
    this.last = last;
  }

  @Override
  public boolean finished() {
    return state == State.DONE && given == out;
  }

  @Override
  public int remaining() {
    return end - next;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void close() {}

  @Override
  public int inflate(byte[] target, int offset, int length) throws IOException {
    if (given == out) {
      if (failure != null) {
        throw failure;
      }
      if (out >= HISTORY + CHUNK / 2) {
        System.arraycopy(window, out - HISTORY, window, 0, HISTORY);
        out = HISTORY;
        given = HISTORY;
      }
      decode();
    }
    int n = Math.min(length, out - given);
    System.arraycopy(window, given, target, offset, n);
    given += n;
    written += n;
    if (n == 0 && failure != null) {
      throw failure;
    }
    return n;
  }

  /** Until the window is full, the stream at its end, or more input needed than there is. */
  private void decode() {
    try {
      while (state != State.DONE && out < HISTORY + CHUNK && (last || end - next >= ENOUGH)) {
        int before = out;
        State was = state;
        switch (state) {
          case HEADER -> header();
          case STORED -> copyStored();
          case CODED -> codes();
          case DONE -> {}
        }
        if (last && was == state && before == out && state != State.DONE) {
          return;
        }
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void header() throws IOException {
    load();
    finalBlock = bits(1) == 1;
    switch (bits(2)) {
      case 0 -> {
        bits(count & 7);
        load();
        stored = bits(16);
        if ((stored ^ bits(16)) != 0xffff) {
          throw new ZipException("invalid stored block lengths");
        }
        state = State.STORED;
      }
      case 1 -> {
        codes.fixed();
        state = State.CODED;
      }
      case 2 -> {
        dynamic();
        state = State.CODED;
      }
      default -> throw new ZipException("invalid block type");
    }
    returnBytes();
  }

  private void dynamic() throws IOException {
    int literals = 257 + bits(5);
    int distances = 1 + bits(5);
    int lengths = 4 + bits(4);
    codes.begin(literals, distances);
    for (int i = 0; i < lengths; i++) {
      load();
      codes.lengthOfLength(i, bits(3));
    }
    codes.endLengths();
    for (int i = 0; i < literals + distances; ) {
      load();
      int entry = codes.lengthEntry((int) held);
      bits(entry & 63);
      int symbol = entry >>> 16;
      i = codes.addLength(i, symbol, symbol < 16 ? 0 : bits(codes.repeatBits(symbol)));
    }
    codes.end();
  }

  private void copyStored() throws IOException {
    int n = Math.min(Math.min(stored, end - next), HISTORY + CHUNK - out);
    System.arraycopy(in, next, window, out, n);
    next += n;
    out += n;
    stored -= n;
    if (stored == 0) {
      endBlock();
    }
  }

  private void endBlock() {
    state = finalBlock ? State.DONE : State.HEADER;
  }

  private void codes() throws IOException {
    if (end - next > LOADED) {
      fast();
    } else {
      careful();
    }
    returnBytes();
  }

  /** The next bits, which must be held or lie in the input. */
  private int bits(int n) throws IOException {
    int value = (int) held & ((1 << n) - 1);
    held >>>= n;
    count -= n;
    if (count < 8 * borrowed) {
      throw ended();
    }
    return value;
  }

  private static EOFException ended() {
    return new EOFException("it ends in the middle");
  }

  /** Holds at least {@link #FULL} bits, zeros behind the end of the input. */
  private void load() {
    while (count < FULL) {
      if (next < end) {
        held |= (in[next++] & 0xffL) << count;
      } else {
        borrowed++;
      }
      count += 8;
    }
  }

  /** Leaves less than a byte held, so that the input is used up to where the stream was read. */
  private void returnBytes() {
    next -= (count >>> 3) - borrowed;
    borrowed = 0;
    count &= 7;
    held &= (1L << count) - 1;
  }

  /** One symbol at a time, each checked against the end of the input. */
  private void careful() throws IOException {
    int[] literals = codes.literals.table;
    int[] distances = codes.distances.table;
    while (out < HISTORY + CHUNK) {
      load();
      int entry = second(literals, BlockCodes.LITERAL_BITS);
      int value = extra(entry);
      if (count < 8 * borrowed) {
        throw ended();
      }
      if (entry < 0) {
        window[out++] = (byte) (entry >>> 16);
        continue;
      }
      if ((entry & PrefixCode.SPECIAL) != 0) {
        endOrInvalid(entry);
        return;
      }
      load();
      int far = second(distances, BlockCodes.DISTANCE_BITS);
      int distance = extra(far);
      if (count < 8 * borrowed) {
        throw ended();
      }
      if ((far & PrefixCode.SPECIAL) != 0) {
        throw new ZipException("invalid distance code");
      }
      copy(distance, value);
    }
  }

  private int second(int[] table, int bits) {
    int entry = table[(int) held & ((1 << bits) - 1)];
    if ((entry & (PrefixCode.SPECIAL | PrefixCode.SECOND | PrefixCode.LITERAL))
        == (PrefixCode.SPECIAL | PrefixCode.SECOND)) {
      held >>>= bits;
      count -= bits;
      entry = table[(entry >>> 16) + ((int) held & ((1 << ((entry >>> 8) & 63)) - 1))];
    }
    return entry;
  }

  /** The value with its extra bits, which are taken with the code. */
  private int extra(int entry) {
    int value = (entry >>> 16) + (int) ((held & ~(-1L << entry)) >>> (entry >>> 8));
    held >>>= entry;
    count -= entry & 63;
    return value;
  }

  private void endOrInvalid(int entry) throws ZipException {
    if (entry >>> 16 != PrefixCode.END >>> 16) {
      throw new ZipException("invalid literal/length code");
    }
    endBlock();
  }

  private void copy(int distance, int length) throws ZipException {
    if (distance > out) {
      throw new ZipException("invalid distance too far back");
    }
    out = copy(window, out, distance, length);
  }

  private static int copy(byte[] window, int out, int distance, int length) {
    int to = out + length;
    int from = out - distance;
    if (distance >= Long.BYTES) {
      do {
        LONG.set(window, out, (long) LONG.get(window, from));
        LONG.set(window, out + Long.BYTES, (long) LONG.get(window, from + Long.BYTES));
        out += 2 * Long.BYTES;
        from += 2 * Long.BYTES;
      } while (out < to);
    } else if (distance == 1) {
      Arrays.fill(window, out, to, window[from]);
    } else {
      while (out < to) {
        window[out++] = window[from++];
      }
    }
    return to;
  }

  /** As {@link #careful}, while the input and the window have room for a whole turn. */
  private void fast() throws IOException {
    byte[] window = this.window;
    byte[] in = this.in;
    int[] literals = codes.literals.table;
    int[] distances = codes.distances.table;
    int next = this.next;
    int out = this.out;
    long held = this.held;
    int count = this.count;
    int lastIn = end - LOADED;
    int mask = (1 << BlockCodes.LITERAL_BITS) - 1;
    int farMask = (1 << BlockCodes.DISTANCE_BITS) - 1;
    int special = 0;
    try {
      while (next < lastIn && out < HISTORY + CHUNK) {
        held |= (long) LONG.get(in, next) << count;
        next += (63 - count) >>> 3;
        count |= FULL;
        int entry = literals[(int) held & mask];
        if (entry < 0) {
          held >>>= entry;
          count -= entry & 63;
          window[out++] = (byte) (entry >>> 16);
          entry = literals[(int) held & mask];
          if (entry < 0) {
            held >>>= entry;
            count -= entry & 63;
            window[out++] = (byte) (entry >>> 16);
            entry = literals[(int) held & mask];
            if (entry < 0) {
              held >>>= entry;
              count -= entry & 63;
              window[out++] = (byte) (entry >>> 16);
              continue;
            }
          }
        }
        if ((entry & PrefixCode.SPECIAL) != 0) {
          if ((entry & PrefixCode.SECOND) != 0) {
            held >>>= BlockCodes.LITERAL_BITS;
            count -= BlockCodes.LITERAL_BITS;
            entry = literals[(entry >>> 16) + ((int) held & ((1 << ((entry >>> 8) & 63)) - 1))];
            if (entry < 0) {
              held >>>= entry;
              count -= entry & 63;
              window[out++] = (byte) (entry >>> 16);
              continue;
            }
          }
          if ((entry & PrefixCode.SPECIAL) != 0) {
            held >>>= entry;
            count -= entry & 63;
            special = entry;
            break;
          }
        }
        int length = (entry >>> 16) + (int) ((held & ~(-1L << entry)) >>> (entry >>> 8));
        held >>>= entry;
        count -= entry & 63;
        if (count < 32) {
          held |= (long) LONG.get(in, next) << count;
          next += (63 - count) >>> 3;
          count |= FULL;
        }
        int far = distances[(int) held & farMask];
        if ((far & PrefixCode.SPECIAL) != 0) {
          if ((far & PrefixCode.SECOND) != 0) {
            held >>>= BlockCodes.DISTANCE_BITS;
            count -= BlockCodes.DISTANCE_BITS;
            far = distances[(far >>> 16) + ((int) held & ((1 << ((far >>> 8) & 63)) - 1))];
          }
          if ((far & PrefixCode.SPECIAL) != 0) {
            throw new ZipException("invalid distance code");
          }
        }
        int distance = (far >>> 16) + (int) ((held & ~(-1L << far)) >>> (far >>> 8));
        held >>>= far;
        count -= far & 63;
        if (distance > out) {
          throw new ZipException("invalid distance too far back");
        }
        out = copy(window, out, distance, length);
      }
    } finally {
      this.next = next;
      this.out = out;
      this.held = held;
      this.count = count;
    }
    if (special != 0) {
      endOrInvalid(special);
    }
  }
}
