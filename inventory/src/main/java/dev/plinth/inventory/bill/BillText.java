package dev.plinth.inventory.bill;

/** Text as it is kept of a bill, whatever the bill is written in. */
final class BillText {
  /** What is longer is cut. */
  static final int LONGEST = 4096;

  private BillText() {}

  /** Cut, and without control characters, which have no place here and act on terminals. */
  static String kept(CharSequence text) {
    String cut = text.subSequence(0, Math.min(text.length(), LONGEST)).toString();
    for (int i = 0; i < cut.length(); i++) {
      if (isControl(cut.charAt(i))) {
        StringBuilder clean = new StringBuilder(cut);
        for (int j = i; j < clean.length(); j++) {
          if (isControl(clean.charAt(j))) {
            clean.setCharAt(j, '?');
          }
        }
        return clean.toString();
      }
    }
    return cut;
  }

  private static boolean isControl(char c) {
    return c < ' ' || (c >= 0x7f && c < 0xa0);
  }
}
