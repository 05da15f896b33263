package dev.plinth.inventory.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream in a thread of its own, so that one core inflates what another one looks at. About
 * a megabyte is read ahead.
 */
final class ReadAhead extends InputStream {
  private static final int BLOCK = 1 << 17;
  private static final int AHEAD = 6;
  private static final byte[] NOTHING = {};

  /** Some bytes; none and perhaps a failure at the end. */
  private static final class Block {
    final byte[] bytes;
    final int length;
    final @Nullable Exception failure;

    Block(byte[] bytes, int length, @Nullable Exception failure) {
      this.bytes = bytes;
      this.length = length;
      this.failure = failure;
    }
  }

  private final InputStream in;
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(AHEAD);
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile boolean closed;
  private Block current = new Block(NOTHING, 0, null);
  private int next;
  private boolean ended;

  /**
   * @param in closed with this one, read by the thread only
   */
  ReadAhead(InputStream in) {
    this.in = in;
    this.thread = Thread.ofPlatform().daemon().name("read-ahead").start(this::run);
  }

  private void run() {
    boolean more = true;
    while (more && !closed) {
      byte[] reused = free.poll();
      byte[] bytes = reused == null ? new byte[BLOCK] : reused;
      int length = 0;
      @Nullable Exception failure = null;
      try {
        for (int n = 0; n >= 0 && length < BLOCK; length += Math.max(n, 0)) {
          n = in.read(bytes, length, BLOCK - length);
          more = n >= 0;
        }
      } catch (IOException | RuntimeException e) {
        failure = e;
        more = false;
      }
      // What came before a failure is as good as ever.
      if (length > 0) {
        put(new Block(bytes, length, null));
      }
      if (!more) {
        put(new Block(NOTHING, 0, failure));
      }
    }
  }

  private void put(Block block) {
    try {
      while (!closed && !full.offer(block, 100, TimeUnit.MILLISECONDS)) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
    if (next == current.length && !advance()) {
      return -1;
    }
    int n = Math.min(length, current.length - next);
    System.arraycopy(current.bytes, next, target, offset, n);
    next += n;
    return n;
  }

  private boolean advance() throws IOException {
    if (ended) {
      return false;
    }
    if (current.length > 0) {
      free.offer(current.bytes);
    }
    try {
      current = full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    next = 0;
    ended = current.length == 0;
    if (current.failure instanceof IOException e) {
      throw e;
    }
    if (current.failure instanceof RuntimeException e) {
      throw e;
    }
    return !ended;
  }

  /** Waits until the thread is done; it is not interrupted, since that would close the file. */
  @Override
  public void close() throws IOException {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    in.close();
  }
}
