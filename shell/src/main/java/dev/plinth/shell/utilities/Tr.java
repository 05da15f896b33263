package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.CharClass;
import java.util.BitSet;

/** tr. */
final class Tr extends Utility {
  @Override
  public int run(Invocation call) throws NotUnderstood {
    Arguments arguments =
        Arguments.parseOrdered(
            call, "cCdst", "complement=c delete=d squeeze-repeats=s truncate-set1=t");
    boolean complement = arguments.has('c') || arguments.has('C');
    boolean delete = arguments.has('d');
    boolean squeeze = arguments.has('s');
    int count = arguments.operands().size();
    if (count < 1 || count > 2 || (count == 2 && delete && !squeeze) || arguments.has('t')) {
      throw usage(call);
    }
    if (count == 1 && !delete && !squeeze) {
      return fail(call, "missing operand");
    }
    String first = expand(arguments.operands().getFirst(), 0);
    if (complement) {
      StringBuilder rest = new StringBuilder();
      for (char c = 0; c < 256; c++) {
        if (first.indexOf(c) < 0) {
          rest.append(c);
        }
      }
      first = rest.toString();
    }
    String second = count == 2 ? expand(arguments.operands().get(1), first.length()) : "";
    BitSet deleted = new BitSet(256);
    BitSet squeezed = new BitSet(256);
    char[] map = new char[256];
    for (char c = 0; c < 256; c++) {
      map[c] = c;
    }
    if (delete) {
      first.chars().forEach(deleted::set);
    } else if (count == 2) {
      if (second.isEmpty()) {
        return fail(call, "when not truncating set1, string2 must be non-empty");
      }
      for (int i = 0; i < first.length(); i++) {
        map[first.charAt(i)] = second.charAt(Math.min(i, second.length() - 1));
      }
    }
    if (squeeze) {
      (count == 2 ? second : first).chars().forEach(squeezed::set);
    }
    call.print(translate(call.input(), map, deleted, squeezed));
    return 0;
  }

  private static String translate(String text, char[] map, BitSet deleted, BitSet squeezed) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (deleted.get(c)) {
        continue;
      }
      char now = map[c];
      boolean repeats = !out.isEmpty() && out.charAt(out.length() - 1) == now;
      if (!repeats || !squeezed.get(now)) {
        out.append(now);
      }
    }
    return out.toString();
  }

  /**
   * @param length of the first set, which {@code [c*]} of the second fills up
   */
  private static String expand(String set, int length) throws NotUnderstood {
    StringBuilder out = new StringBuilder();
    int[] at = {0};
    while (at[0] < set.length()) {
      int i = at[0];
      if (set.startsWith("[:", i)) {
        int end = set.indexOf(":]", i + 2);
        String name = end < 0 ? "" : set.substring(i + 2, end);
        if (CharClass.exists(name)) {
          for (char c = 0; c < 256; c++) {
            if (CharClass.contains(name, c)) {
              out.append(c);
            }
          }
          at[0] = end + 2;
          continue;
        }
      }
      if (set.startsWith("[=", i)
          || (i + 2 < set.length()
              && set.charAt(i) == '['
              && set.charAt(i + 2) == '*'
              && set.indexOf(']', i) > 0)) {
        int end = set.indexOf(']', i);
        if (set.charAt(i + 1) == '=' || end < 0 || end != i + 3) {
          throw new NotUnderstood("tr with " + set + " is not modelled");
        }
        out.repeat(set.charAt(i + 1), Math.max(0, length - out.length()));
        at[0] = end + 1;
        continue;
      }
      char low = one(set, at);
      if (at[0] + 1 < set.length() && set.charAt(at[0]) == '-') {
        at[0]++;
        char high = one(set, at);
        if (high < low) {
          throw new NotUnderstood("tr with a range in reverse order");
        }
        for (char c = low; c <= high; c++) {
          out.append(c);
        }
      } else {
        out.append(low);
      }
    }
    return out.toString();
  }

  private static char one(String set, int[] at) {
    char c = set.charAt(at[0]++);
    if (c != '\\' || at[0] >= set.length()) {
      return c;
    }
    char e = set.charAt(at[0]++);
    int simple = "abfnrtv\\".indexOf(e);
    if (simple >= 0) {
      return "\u0007\b\f\n\r\t\u000b\\".charAt(simple);
    }
    if (e < '0' || e > '7') {
      return e;
    }
    int value = e - '0';
    for (int i = 0; i < 2 && at[0] < set.length(); i++) {
      char d = set.charAt(at[0]);
      if (d < '0' || d > '7') {
        break;
      }
      value = value * 8 + d - '0';
      at[0]++;
    }
    return (char) (value & 0xff);
  }
}
