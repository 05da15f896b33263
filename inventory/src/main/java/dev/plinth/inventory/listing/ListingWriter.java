package dev.plinth.inventory.listing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes entries compactly: kind, mode, how much of the path before is shared, the rest; numbers
 * take seven bits a byte, low ones first. Some 20 bytes an entry in the order that layers have.
 */
public final class ListingWriter {
  private static final int LONGEST = 1 << 16;

  private final OutputStream out;
  private final byte[] buffer = new byte[2 * LONGEST + 32];
  private String last = "";
  private int filled;

  /**
   * @param out takes one write an entry
   */
  public ListingWriter(OutputStream out) {
    this.out = out;
  }

  /** Adds an entry; a path or target of more than 65,535 bytes is cut there. */
  public void add(ListedEntry entry) throws IOException {
    String path = cut(entry.path());
    int shared = shared(last, path);
    filled = 0;
    buffer[filled++] = (byte) entry.kind().code();
    number(entry.mode());
    number(shared);
    text(path, shared);
    if (entry.kind().isLink()) {
      text(cut(entry.target()), 0);
    }
    last = path;
    out.write(buffer, 0, filled);
  }

  private static String cut(String text) {
    return text.length() < LONGEST ? text : text.substring(0, LONGEST - 1);
  }

  private static int shared(String a, String b) {
    int end = Math.min(a.length(), b.length());
    int i = 0;
    while (i < end && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  private void text(String text, int from) {
    byte[] bytes = text.substring(from).getBytes(StandardCharsets.ISO_8859_1);
    number(bytes.length);
    System.arraycopy(bytes, 0, buffer, filled, bytes.length);
    filled += bytes.length;
  }

  private void number(int value) {
    int rest = value;
    while (rest > 0x7f) {
      buffer[filled++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[filled++] = (byte) rest;
  }
}
