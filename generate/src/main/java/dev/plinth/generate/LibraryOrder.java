package dev.plinth.generate;

import java.util.Comparator;

/**
 * The order of library names in ld.so.cache: ld.so searches the cache by halves and must compare as
 * ldconfig did, or libraries are "missing". Runs of digits compare as 32-bit numbers, a digit is
 * greater than anything else, all other bytes compare as {@code char} does on the machine.
 *
 * @param signedBytes whether {@code char} is signed there (x86) or not (ARM)
 */
record LibraryOrder(boolean signedBytes) implements Comparator<String> {
  @Override
  public int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length()) {
      boolean digit = isDigit(a, i);
      if (digit != isDigit(b, j)) {
        return digit ? 1 : -1;
      }
      if (digit) {
        int x = 0;
        int y = 0;
        for (; isDigit(a, i); i++) {
          x = x * 10 + (a.charAt(i) - '0');
        }
        for (; isDigit(b, j); j++) {
          y = y * 10 + (b.charAt(j) - '0');
        }
        if (x != y) {
          // ldconfig subtracts, and so wraps around: numbers beyond 31 bits keep that order.
          return x - y;
        }
      } else {
        int difference = at(a, i++) - at(b, j++);
        if (difference != 0) {
          return difference;
        }
      }
    }
    return -at(b, j);
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private int at(String text, int at) {
    if (at >= text.length()) {
      return 0;
    }
    return signedBytes ? (byte) text.charAt(at) : text.charAt(at);
  }
}
