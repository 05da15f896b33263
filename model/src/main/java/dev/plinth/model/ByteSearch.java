package dev.plinth.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a text in bytes by Horspool's method ("Practical fast searching in strings", 1980): of a
 * text of twenty characters it looks at one byte in some twenty, which counts in what is large and
 * searched before code is compiled.
 */
public final class ByteSearch {
  private final byte[] wanted;
  private final int[] steps = new int[256];

  /**
   * @param latin characters of ISO 8859-1, at least one
   */
  public ByteSearch(String latin) {
    wanted = latin.getBytes(StandardCharsets.ISO_8859_1);
    int last = wanted.length - 1;
    Arrays.fill(steps, wanted.length);
    for (int i = 0; i < last; i++) {
      steps[wanted[i] & 0xff] = last - i;
    }
  }

  /** Where the text begins, from {@code from} on; -1 where it is not there. */
  public int find(byte[] bytes, int from) {
    int last = wanted.length - 1;
    for (int end = from + last; end < bytes.length; end += steps[bytes[end] & 0xff]) {
      if (bytes[end] == wanted[last]
          && Arrays.equals(bytes, end - last, end + 1, wanted, 0, wanted.length)) {
        return end - last;
      }
    }
    return -1;
  }
}
