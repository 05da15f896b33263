package dev.plinth.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Gzip of many members, decoded on several processors. Where members begin is guessed: at bytes
 * that look like a header. A guess costs nothing when it is wrong but time: the decoder says where
 * each member really ends, and what does not decode up to its guessed end is read as a stream, as
 * {@link GzipStream} does it. So the bytes, and what is refused, are the same.
 */
final class ParallelGzip extends InputStream {
  /** A batch is cut at the last header in so many bytes. */
  private static final int BATCH = 1 << 19;

  /** Members beyond so many times a batch are read as a stream. */
  private static final int LARGEST = 8;

  private static final int LEAST_MEMBER = 18;

  /** Wrong guesses that are forgiven; and one for each so many bytes given. */
  private static final int FORGIVEN = 16;

  private static final long FORGIVEN_EACH = 16 << 20;

  private final RawBytes raw;
  private final int threads;
  private final int batchSize;
  private final Deque<MemberBatch> ahead = new ArrayDeque<>();
  private final Deque<MemberBatch> idle = new ArrayDeque<>();
  private @Nullable ExecutorService pool;
  private @Nullable Inflaters inflaters;
  private @Nullable GzipStream stream;
  private @Nullable MemberBatch current;
  private @Nullable MemberBatch next;
  private boolean any;
  private boolean isShort;
  private boolean blocked;
  private boolean ended;
  private long count;
  private int wrong;

  /**
   * @param in closed with this one; read by the thread that reads this one
   * @param threads how many decode
   */
  ParallelGzip(InputStream in, int threads) {
    this(in, threads, BATCH);
  }

  /** With batches of another size, for tests. */
  ParallelGzip(InputStream in, int threads, int batchSize) {
    this.raw = new RawBytes(in);
    this.threads = threads;
    this.batchSize = batchSize;
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
      int n = stream != null ? streamed(target, offset, length) : batched(target, offset, length);
      if (n > 0) {
        count += n;
        return n;
      }
    }
    return -1;
  }

  private int streamed(byte[] target, int offset, int length) throws IOException {
    GzipStream member = java.util.Objects.requireNonNull(stream);
    int n = member.read(target, offset, length);
    if (n > 0) {
      return n;
    }
    any = true;
    if (member.isAtMember()) {
      member.giveBack(raw);
      stream = null;
    } else {
      ended = true;
    }
    return 0;
  }

  private int batched(byte[] target, int offset, int length) throws IOException {
    MemberBatch batch = current;
    if (batch == null) {
      fillAhead();
      batch = ahead.poll();
      if (batch == null) {
        beginStream();
        return 0;
      }
      current = batch;
    }
    int n = inflaters == null ? 0 : batch.give(target, offset, length, inflaters);
    if (n > 0) {
      any = true;
      return n;
    }
    current = null;
    if (batch.taken() == batch.length) {
      batch.clear();
      idle.add(batch);
    } else {
      takeBack(batch);
      beginStream();
    }
    return 0;
  }

  /** The next member is read as a stream; all that follows, where guesses are wrong too often. */
  private void beginStream() {
    blocked = false;
    boolean alone = isShort || ++wrong > FORGIVEN + count / FORGIVEN_EACH;
    RawInflater inflater = isShort ? RawInflater.ofJdk() : new DeflateDecoder();
    stream = new GzipStream(raw, inflater, any, !alone);
  }

  /** What was not decoded of a batch, and all that was read behind it, is to be read again. */
  private void takeBack(MemberBatch batch) {
    if (next != null) {
      raw.giveBack(next.raw, 0, next.length);
      next = null;
    }
    while (!ahead.isEmpty()) {
      MemberBatch last = ahead.removeLast();
      last.await();
      raw.giveBack(last.raw, 0, last.length);
    }
    raw.giveBack(batch.raw, batch.taken(), batch.length);
  }

  private MemberBatch idle() {
    return idle.isEmpty() ? new MemberBatch(batchSize) : idle.remove();
  }

  private void fillAhead() throws IOException {
    while (!blocked && ahead.size() < threads + 1) {
      MemberBatch batch = next == null ? idle() : next;
      next = null;
      if (!cut(batch)) {
        blocked = true;
        raw.giveBack(batch.raw, 0, batch.length);
        return;
      }
      ahead.add(batch);
      batch.start(pool(), java.util.Objects.requireNonNull(inflaters));
    }
  }

  /** Fills a batch, and begins the next one behind its cut; false where it has to be streamed. */
  private boolean cut(MemberBatch batch) throws IOException {
    int size = Math.max(batchSize, batch.raw.length);
    int searched = 0;
    while (true) {
      batch.room(size);
      batch.length = raw.fill(batch.raw, batch.length, size);
      boolean end = batch.length < size;
      // The library is not worth loading for less.
      isShort = end && inflaters == null && batch.length < batchSize;
      int header = isShort ? 0 : lastHeader(batch.raw, searched, batch.length);
      if (batch.length > 0 && (header > 0 || (end && !isShort)) && load()) {
        if (!end) {
          MemberBatch following = idle();
          following.room(Math.max(batchSize, batch.length - header));
          following.length = batch.length - header;
          System.arraycopy(batch.raw, header, following.raw, 0, following.length);
          next = following;
          batch.length = header;
        }
        return true;
      }
      if (end || header > 0 || size >= LARGEST * batchSize) {
        return false;
      }
      searched = Math.max(0, batch.length - LEAST_MEMBER);
      size *= 2;
    }
  }

  private boolean load() {
    if (inflaters == null) {
      Optional<Inflaters> opened = Inflaters.open();
      inflaters = opened.orElse(null);
    }
    return inflaters != null;
  }

  private ExecutorService pool() {
    ExecutorService made = pool;
    if (made == null) {
      made =
          Executors.newFixedThreadPool(
              threads, Thread.ofPlatform().daemon().name("inflate-", 0).factory());
      pool = made;
    }
    return made;
  }

  /** Where the last header of a member may begin behind {@code from}; 0 where none does. */
  private static int lastHeader(byte[] bytes, int from, int to) {
    for (int at = to - LEAST_MEMBER; at > from; at--) {
      if (bytes[at] == 0x1f
          && bytes[at + 1] == (byte) 0x8b
          && bytes[at + 2] == 8
          && (bytes[at + 3] & 0xe0) == 0) {
        return at;
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    try {
      if (current != null) {
        current.await();
      }
      ahead.forEach(MemberBatch::await);
    } finally {
      if (pool != null) {
        pool.shutdown();
      }
      if (inflaters != null) {
        inflaters.close();
      }
      if (stream != null) {
        stream.close();
      }
      raw.close();
    }
  }
}
