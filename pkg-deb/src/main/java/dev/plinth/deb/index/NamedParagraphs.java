package dev.plinth.deb.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Takes the paragraphs of a few packages out of a Packages file that passes by, so that fifty
 * megabytes need not be held for a hundred of sixty thousand paragraphs. For these names the result
 * says just what the whole file says.
 */
public final class NamedParagraphs {
  /** More than any paragraph of any distribution; the whole of it is held. */
  private static final int LARGEST = 64 << 20;

  private static final int BUFFER = 1 << 18;
  private static final byte[] PACKAGE = "Package: ".getBytes(StandardCharsets.US_ASCII);

  private final Set<String> names;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private byte[] buffer = new byte[BUFFER];
  private int filled;

  private NamedParagraphs(Set<String> names) {
    this.names = names;
  }

  /** The paragraphs of {@code names} in their order; reads {@code in} to its end. */
  public static byte[] of(InputStream in, Set<String> names) throws IOException {
    NamedParagraphs paragraphs = new NamedParagraphs(names);
    paragraphs.read(in);
    return paragraphs.taken.toByteArray();
  }

  private void read(InputStream in) throws IOException {
    for (int n = fill(in); n >= 0; n = fill(in)) {
      int done = pass(false);
      System.arraycopy(buffer, done, buffer, 0, filled - done);
      filled -= done;
    }
    pass(true);
  }

  private int fill(InputStream in) throws IOException {
    if (filled == buffer.length) {
      if (filled >= LARGEST) {
        throw new IOException("a paragraph has more than " + LARGEST + " bytes");
      }
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    int n = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(0, n);
    return n;
  }

  /** Passes over all paragraphs that are whole; returns where the first that is not begins. */
  private int pass(boolean last) {
    int start = -1;
    boolean named = false;
    boolean wanted = false;
    int line = 0;
    int done = 0;
    while (line < filled) {
      int end = PackagesIndex.endOfLine(buffer, line, filled);
      if (end == filled && !last) {
        break;
      }
      if (end == line) {
        take(start, line, wanted);
        start = -1;
        named = false;
        wanted = false;
        done = end + 1;
      } else {
        start = start < 0 ? line : start;
        if (!named && buffer[line] == 'P' && starts(line)) {
          named = true;
          wanted = names.contains(PackagesIndex.text(buffer, line + PACKAGE.length, end));
        }
      }
      line = end + 1;
    }
    if (last) {
      take(start, filled, wanted);
    }
    return Math.min(done, filled);
  }

  private void take(int start, int end, boolean wanted) {
    if (wanted) {
      taken.write(buffer, start, end - start);
      taken.write('\n');
    }
  }

  private boolean starts(int at) {
    int end = at + PACKAGE.length;
    return end <= filled && Arrays.equals(buffer, at, end, PACKAGE, 0, PACKAGE.length);
  }
}
