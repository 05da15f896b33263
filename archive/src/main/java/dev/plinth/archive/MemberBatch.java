package dev.plinth.archive;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Some gzip members on their way through a decoder. Where the last one ends was guessed: whatever
 * does not decode is left over, and nothing is given of it.
 */
final class MemberBatch {
  /** Most bytes that are held decoded: larger members are for a stream. */
  private static final int MOST_PLAIN = 8 << 20;

  private static final int FIRST_PLAIN = 4 << 20;

  byte[] raw;
  int length;
  private MemorySegment far = MemorySegment.NULL;
  private MemorySegment plain = MemorySegment.NULL;
  private int taken;
  private int held;
  private int given;
  private boolean full;
  private @Nullable Future<?> work;

  MemberBatch(int size) {
    raw = new byte[size];
  }

  /** Makes room for so many bytes; what is there stays. */
  void room(int size) {
    if (raw.length < size) {
      raw = Arrays.copyOf(raw, size);
    }
  }

  /** Forgets what was. */
  void clear() {
    length = 0;
    taken = 0;
    held = 0;
    given = 0;
    full = false;
    work = null;
  }

  void start(ExecutorService pool, Inflaters inflaters) {
    work = pool.submit(() -> decode(inflaters));
  }

  /** Decodes on from where it stopped since there was no more room. */
  private void decode(Inflaters inflaters) {
    MemberInflater inflater = inflaters.take();
    try {
      held = 0;
      given = 0;
      full = false;
      if (plain.byteSize() == 0) {
        plain = Arena.ofAuto().allocate(FIRST_PLAIN);
      }
      if (far.byteSize() < length) {
        far = Arena.ofAuto().allocate(raw.length);
      }
      MemorySegment.copy(raw, taken, far, ValueLayout.JAVA_BYTE, taken, length - taken);
      while (taken < length) {
        switch (inflater.decode(far, taken, length, plain, held)) {
          case DONE -> {
            taken += inflater.taken();
            held += inflater.given();
          }
          case NO_ROOM -> {
            full = held > 0;
            if (full || plain.byteSize() >= MOST_PLAIN) {
              return;
            }
            plain = Arena.ofAuto().allocate(2 * plain.byteSize());
          }
          case BAD -> {
            return;
          }
        }
      }
    } finally {
      inflaters.giveBack(inflater);
    }
  }

  /** Waits for the decoder, where one is at work. */
  void await() {
    Future<?> waited = work;
    if (waited == null) {
      return;
    }
    try {
      waited.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
    work = null;
  }

  /** What is decoded and not yet given, up to {@code wanted} bytes; 0 where nothing is. */
  int give(byte[] target, int offset, int wanted, Inflaters inflaters) {
    await();
    if (given == held && full) {
      decode(inflaters);
    }
    int n = Math.min(wanted, held - given);
    MemorySegment.copy(plain, ValueLayout.JAVA_BYTE, given, target, offset, n);
    given += n;
    return n;
  }

  /** Up to where members were decoded. */
  int taken() {
    return taken;
  }
}
