package dev.plinth.pkg.installed;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text database one by one, one char a byte, with memory for one line only. What is
 * longer than its bounds is cut, and said to be.
 */
public final class DatabaseLines implements Closeable {
  /** Most bytes of a line: 1 MiB. */
  public static final int MOST_LINE = 1 << 20;

  /** Most bytes of a file: 256 MiB. */
  public static final long MOST_BYTES = 256L << 20;

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private byte[] line = new byte[1024];
  private int at;
  private int end;
  private long bytes;
  private int number;
  private boolean cut;
  private boolean unfinished;

  private DatabaseLines(InputStream in) {
    this.in = in;
  }

  public static DatabaseLines open(Path file) throws IOException {
    return of(Files.newInputStream(file));
  }

  /** The lines of a stream, which is closed with them. */
  public static DatabaseLines of(InputStream in) {
    return new DatabaseLines(in);
  }

  /** The next line without its line feed; null at the end. */
  public @Nullable String next() throws IOException {
    int length = 0;
    cut = false;
    unfinished = false;
    while (at < end || fill()) {
      int feed = at;
      while (feed < end && chunk[feed] != '\n') {
        feed++;
      }
      int take = Math.min(feed - at, MOST_LINE - length);
      cut |= take < feed - at;
      if (length + take > line.length) {
        line = Arrays.copyOf(line, Math.max(length + take, 2 * line.length));
      }
      System.arraycopy(chunk, at, line, length, take);
      length += take;
      at = feed;
      if (feed < end) {
        at++;
        number++;
        unfinished = false;
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
      }
      unfinished = true;
    }
    if (!unfinished) {
      return null;
    }
    number++;
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** The number of the line that {@link #next} gave, from one. */
  public int number() {
    return number;
  }

  /** Whether that line was longer than {@link #MOST_LINE}. */
  public boolean isCut() {
    return cut;
  }

  /** Whether that line ended with the file instead of a line feed. */
  public boolean isUnfinished() {
    return unfinished;
  }

  /** Whether the file has more than {@link #MOST_BYTES}, and the lines ended there. */
  public boolean isTooLong() {
    return bytes >= MOST_BYTES;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    if (isTooLong()) {
      return false;
    }
    at = 0;
    end = Math.max(0, in.read(chunk, 0, (int) Math.min(CHUNK, MOST_BYTES - bytes)));
    bytes += end;
    return end > 0;
  }
}
