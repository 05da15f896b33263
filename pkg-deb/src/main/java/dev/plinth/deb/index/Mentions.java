package dev.plinth.deb.index;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds where a Packages file first speaks of a name, without reading its paragraphs. */
final class Mentions {
  /** The package, then its relations in the order in which apt's cache generator reads them. */
  private static final List<String> FIELDS =
      List.of(
          "Package",
          "Pre-Depends",
          "Depends",
          "Conflicts",
          "Breaks",
          "Recommends",
          "Suggests",
          "Replaces",
          "Enhances",
          "Provides");

  private static final int FIELD_BITS = 20;
  private static final int PARAGRAPH_BITS = FIELD_BITS + 4;

  private final byte[] bytes;

  Mentions(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A number whose order is that of the mentions; -1 where there is none. */
  long first(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    long best = -1;
    int paragraphEnd = Integer.MAX_VALUE;
    for (int at = find(wanted, 0); at >= 0 && at < paragraphEnd; at = find(wanted, at + 1)) {
      int rank = rank(at, wanted.length);
      if (rank >= 0) {
        int start = paragraphStart(at);
        if (best < 0) {
          paragraphEnd = paragraphEnd(at);
        }
        long number =
            ((long) start << PARAGRAPH_BITS)
                | (long) rank << FIELD_BITS
                | Math.min(at - lineStart(at), (1 << FIELD_BITS) - 1);
        best = best < 0 ? number : Math.min(best, number);
      }
    }
    return best;
  }

  /** The place of the line's field in apt's order; -1 where this is no mention. */
  private int rank(int at, int length) {
    int end = at + length;
    if (!boundary(at - 1) || !boundary(end)) {
      return -1;
    }
    if (end < bytes.length && bytes[end] == ':' && !qualifies(end)) {
      return -1;
    }
    int line = lineStart(at);
    int colon = line;
    while (colon < at && bytes[colon] != ':') {
      colon++;
    }
    return FIELDS.indexOf(new String(bytes, line, colon - line, StandardCharsets.US_ASCII));
  }

  /** {@code name:any} is a name of its own; any other qualifier is about this name. */
  private boolean qualifies(int colon) {
    return !(colon + 3 < bytes.length
        && bytes[colon + 1] == 'a'
        && bytes[colon + 2] == 'n'
        && bytes[colon + 3] == 'y');
  }

  private boolean boundary(int at) {
    return at < 0 || at >= bytes.length || " ,|(:\n\t".indexOf(bytes[at]) >= 0;
  }

  private int lineStart(int at) {
    int from = at;
    while (from > 0 && bytes[from - 1] != '\n') {
      from--;
    }
    return from;
  }

  private int paragraphStart(int at) {
    int from = at;
    while (from > 1 && !(bytes[from - 1] == '\n' && bytes[from - 2] == '\n')) {
      from--;
    }
    return from;
  }

  private int paragraphEnd(int at) {
    int to = at;
    while (to + 1 < bytes.length && !(bytes[to] == '\n' && bytes[to + 1] == '\n')) {
      to++;
    }
    return to + 1;
  }

  private int find(byte[] wanted, int from) {
    int last = bytes.length - wanted.length;
    byte first = wanted[0];
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first && matches(wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean matches(byte[] wanted, int at) {
    for (int k = 1; k < wanted.length; k++) {
      if (bytes[at + k] != wanted[k]) {
        return false;
      }
    }
    return true;
  }
}
