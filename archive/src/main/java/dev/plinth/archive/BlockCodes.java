package dev.plinth.archive;

import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The codes of one block of deflate: fixed ones, or those that it describes (RFC 1951, 3.2.5-7).
 */
final class BlockCodes {
  static final int LITERAL_BITS = 11;
  static final int DISTANCE_BITS = 8;
  private static final int LENGTH_BITS = 7;

  private static final int END_OF_BLOCK = 256;

  /** Fixed codes have two symbols more of each kind; they mean nothing. */
  private static final int MOST_LITERALS = 286;

  private static final int MOST_DISTANCES = 30;
  private static final byte[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  final PrefixCode literals = new PrefixCode(LITERAL_BITS, literalSymbols(), 1, "literal/lengths");
  final PrefixCode distances = new PrefixCode(DISTANCE_BITS, distanceSymbols(), 1, "distances");
  private final PrefixCode lengthCodes =
      new PrefixCode(LENGTH_BITS, lengthSymbols(), 0, "code lengths");
  private final byte[] lengths = new byte[288 + 32];
  private final byte[] lengthsOfLengths = new byte[ORDER.length];
  private int literalCount;
  private int distanceCount;
  private boolean isFixed;

  private static int[] literalSymbols() {
    int[] symbols = new int[288];
    for (int i = 0; i < END_OF_BLOCK; i++) {
      symbols[i] = PrefixCode.LITERAL | (i << 16);
    }
    symbols[END_OF_BLOCK] = PrefixCode.END;
    int base = 3;
    for (int i = 0; i < 28; i++) {
      int extra = i < 4 ? 0 : (i >> 2) - 1;
      symbols[END_OF_BLOCK + 1 + i] = (base << 16) | extra;
      base += 1 << extra;
    }
    symbols[285] = 258 << 16;
    Arrays.fill(symbols, MOST_LITERALS, symbols.length, PrefixCode.INVALID);
    return symbols;
  }

  private static int[] distanceSymbols() {
    int[] symbols = new int[32];
    int base = 1;
    for (int i = 0; i < MOST_DISTANCES; i++) {
      int extra = i < 2 ? 0 : (i >> 1) - 1;
      symbols[i] = (base << 16) | extra;
      base += 1 << extra;
    }
    Arrays.fill(symbols, MOST_DISTANCES, symbols.length, PrefixCode.INVALID);
    return symbols;
  }

  private static int[] lengthSymbols() {
    int[] symbols = new int[ORDER.length];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = i << 16;
    }
    return symbols;
  }

  void fixed() throws ZipException {
    if (isFixed) {
      return;
    }
    Arrays.fill(lengths, 0, 144, (byte) 8);
    Arrays.fill(lengths, 144, 256, (byte) 9);
    Arrays.fill(lengths, 256, 280, (byte) 7);
    Arrays.fill(lengths, 280, 288, (byte) 8);
    Arrays.fill(lengths, 288, 320, (byte) 5);
    literals.build(lengths, 0, 288);
    distances.build(lengths, 288, 32);
    isFixed = true;
  }

  /** Codes that the block describes: so many of each kind. */
  void begin(int literalCount, int distanceCount) throws ZipException {
    if (literalCount > MOST_LITERALS || distanceCount > MOST_DISTANCES) {
      throw new ZipException("too many length or distance symbols");
    }
    this.literalCount = literalCount;
    this.distanceCount = distanceCount;
    isFixed = false;
    Arrays.fill(lengthsOfLengths, (byte) 0);
  }

  /** In the order in which they are stored. */
  void lengthOfLength(int index, int bits) {
    lengthsOfLengths[ORDER[index]] = (byte) bits;
  }

  void endLengths() throws ZipException {
    lengthCodes.build(lengthsOfLengths, 0, ORDER.length);
  }

  /** Where no code has a length, each bit is a zero, as zlib has it; such a block has no end. */
  int lengthEntry(int held) {
    int entry = lengthCodes.table[held & ((1 << LENGTH_BITS) - 1)];
    return (entry & PrefixCode.SPECIAL) == 0 ? entry : 1;
  }

  int repeatBits(int symbol) {
    return symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
  }

  /** Where the next length goes, after one or, with its extra bits, several more. */
  int addLength(int at, int symbol, int extra) throws ZipException {
    if (symbol < 16) {
      lengths[at] = (byte) symbol;
      return at + 1;
    }
    if (symbol == 16 && at == 0) {
      throw new ZipException("invalid bit length repeat");
    }
    int to = at + extra + (symbol == 18 ? 11 : 3);
    if (to > literalCount + distanceCount) {
      throw new ZipException("invalid bit length repeat");
    }
    Arrays.fill(lengths, at, to, symbol == 16 ? lengths[at - 1] : 0);
    return to;
  }

  void end() throws ZipException {
    if (lengths[END_OF_BLOCK] == 0) {
      throw new ZipException("invalid code -- missing end-of-block");
    }
    literals.build(lengths, 0, literalCount);
    distances.build(lengths, literalCount, distanceCount);
  }
}
