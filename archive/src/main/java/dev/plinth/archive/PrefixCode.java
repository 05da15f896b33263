package dev.plinth.archive;

import java.util.zip.ZipException;

/**
 * A table that decodes one of deflate's prefix codes (RFC 1951, 3.2.2): indexed by the next bits of
 * the stream, the longest codes by way of a second table.
 *
 * <p>An entry is an int. Its lowest six bits are how many bits of the stream it takes, extra bits
 * included. A symbol that is a literal is negative and has its byte in bits 16 to 23. Others have a
 * base value in bits 16 to 30 and in bits 8 to 13 the bits before the extra ones. With {@link
 * #SPECIAL} set it is a second table, the end of a block, or a code that means nothing.
 */
final class PrefixCode {
  static final int LITERAL = 1 << 31;

  /** Not a value: one of the three below. */
  static final int SPECIAL = 1 << 15;

  /** A second table: its index in bits 16 to 30, bits that index it in bits 8 to 13. */
  static final int SECOND = 1 << 14;

  static final int END = SPECIAL | (1 << 16);
  static final int INVALID = SPECIAL | (2 << 16);

  private static final int LONGEST = 15;

  /** Entries by the next {@link #bits} bits; behind them the second tables. */
  final int[] table;

  final int bits;
  private final int[] symbols;
  private final int[] counts = new int[LONGEST + 1];
  private final int[] sorted;
  private final String what;
  private final int incomplete;

  /**
   * @param bits of the first table
   * @param symbols the entry of each symbol: how many extra bits it has in the lowest six
   * @param incomplete how long the codes of an incomplete set may be, in bits
   * @param what names the code in errors
   */
  PrefixCode(int bits, int[] symbols, int incomplete, String what) {
    this.bits = bits;
    this.symbols = symbols;
    this.incomplete = incomplete;
    this.what = what;
    this.sorted = new int[symbols.length];
    this.table = new int[(1 << bits) + (symbols.length << (LONGEST - bits))];
  }

  /** Takes the lengths of the codes, in bits, at {@code from} of {@code lengths}; 0 is no code. */
  void build(byte[] lengths, int from, int count) throws ZipException {
    java.util.Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      counts[lengths[from + i]]++;
    }
    int max = LONGEST;
    while (max > 0 && counts[max] == 0) {
      max--;
    }
    int left = 1;
    int code = 0;
    int[] first = new int[LONGEST + 2];
    int[] place = new int[LONGEST + 2];
    for (int length = 1; length <= LONGEST; length++) {
      left = (left << 1) - counts[length];
      if (left < 0) {
        throw new ZipException("invalid " + what + " set");
      }
      code = (code + (length == 1 ? 0 : counts[length - 1])) << 1;
      first[length] = code;
      place[length + 1] = place[length] + counts[length];
    }
    if (left > 0 && max > incomplete) {
      throw new ZipException("invalid " + what + " set");
    }
    if (left > 0) {
      java.util.Arrays.fill(table, 0, 1 << bits, INVALID | 1);
    }
    for (int i = 0; i < count; i++) {
      int length = lengths[from + i];
      if (length > 0) {
        sorted[place[length]++] = i;
      }
    }
    fill(first, max);
  }

  private void fill(int[] first, int max) {
    int more = Math.max(0, max - bits);
    int free = 1 << bits;
    int prefix = -1;
    int start = 0;
    int at = 0;
    for (int length = 1; length <= max; length++) {
      for (int i = 0; i < counts[length]; i++) {
        int reversed = Integer.reverse(first[length] + i) >>> (32 - length);
        int symbol = symbols[sorted[at++]];
        if (length <= bits) {
          spread(0, reversed, length, bits, entry(symbol, length));
          continue;
        }
        int low = reversed & ((1 << bits) - 1);
        if (low != prefix) {
          prefix = low;
          start = free;
          free += 1 << more;
          table[low] = SPECIAL | SECOND | (start << 16) | (more << 8) | bits;
        }
        spread(start, reversed >>> bits, length - bits, more, entry(symbol, length - bits));
      }
    }
  }

  /** All indexes of so many bits that begin with the code. */
  private void spread(int start, int code, int length, int indexBits, int entry) {
    for (int i = code; i < 1 << indexBits; i += 1 << length) {
      table[start + i] = entry;
    }
  }

  private static int entry(int symbol, int length) {
    // The extra bits stand in the lowest six already.
    return (symbol & SPECIAL) != 0 || symbol < 0
        ? symbol + length
        : (symbol + length) | (length << 8);
  }
}
