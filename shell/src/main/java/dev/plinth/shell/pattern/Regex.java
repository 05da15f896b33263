package dev.plinth.shell.pattern;

import dev.plinth.shell.NotUnderstood;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * POSIX regular expressions (XBD chapter 9) with the extensions of glibc: the leftmost match, and
 * of those the longest. Bytes are compared as in the C locale. Matching takes time in proportion to
 * the text times the expression, except with back-references, where it is cut off.
 */
public final class Regex {
  private static final long MOST_STATES = 1L << 26;
  private static final long MOST_STEPS = 20_000_000;

  private final Program program;

  private Regex(Program program) {
    this.program = program;
  }

  /** Which syntax an expression is in. */
  public enum Syntax {
    BASIC,
    EXTENDED,
    /** Extended, where a backslash in brackets escapes too. */
    AWK,
    /** Each char stands for itself. */
    FIXED
  }

  /**
   * @param sed {@code \n} and {@code \t} are a newline and a tab, in brackets too
   * @throws NotUnderstood where it is no regular expression, or a form that is not modelled
   */
  public static Regex compile(String pattern, Syntax syntax, boolean ignoreCase, boolean sed)
      throws NotUnderstood {
    return new Regex(new RegexParser(pattern, syntax, ignoreCase, sed).parse());
  }

  public static Regex compile(String pattern, Syntax syntax) throws NotUnderstood {
    return compile(pattern, syntax, false, false);
  }

  /** How many parenthesised groups there are. */
  public int groups() {
    return program.groups();
  }

  /** Whether it matches somewhere. */
  public boolean finds(String text) throws NotUnderstood {
    return search(text, 0) != null;
  }

  /**
   * The leftmost longest match that begins at {@code from} or later.
   *
   * @return start and end of the match, then of each group, -1 for a group that took no part; null
   *     where there is no match
   */
  public int @Nullable [] search(String text, int from) throws NotUnderstood {
    return search(text, from, false);
  }

  /**
   * @param lines {@code ^} and {@code $} match at newlines too
   */
  public int @Nullable [] search(String text, int from, boolean lines) throws NotUnderstood {
    Run run = new Run(text, lines);
    for (int start = from; start <= text.length(); start++) {
      if (!program.canStart(text, start)) {
        continue;
      }
      int[] found = run.at(start);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The longest match that begins exactly at {@code start}, or null. */
  public int @Nullable [] matchAt(String text, int start) throws NotUnderstood {
    return new Run(text, false).at(start);
  }

  /** One search: all starts share what was tried in vain. */
  private final class Run {
    private final String text;
    private final boolean lines;
    private final int[] code = program.code();
    private final boolean memo = !program.hasBackReferences();
    private long @Nullable [] visited;
    private int[] stack = new int[64];
    private int top;
    private final int[] groups = new int[2 * program.groups() + 2];
    private long steps;

    Run(String text, boolean lines) {
      this.text = text;
      this.lines = lines;
    }

    private boolean isNew(int pc, int at) throws NotUnderstood {
      if (!memo) {
        if (++steps > MOST_STEPS) {
          throw new NotUnderstood("a regular expression with back-references takes too long");
        }
        return true;
      }
      long[] bits = visited;
      if (bits == null) {
        long states = (long) (code.length / 3) * (text.length() + 1);
        if (states > MOST_STATES) {
          throw new NotUnderstood("text is too long for a regular expression");
        }
        bits = new long[(int) (states >> 6) + 1];
        visited = bits;
      }
      long state = (long) (pc / 3) * (text.length() + 1) + at;
      int word = (int) (state >> 6);
      if ((bits[word] & 1L << state) != 0) {
        return false;
      }
      bits[word] |= 1L << state;
      return true;
    }

    private void push(int a, int b) {
      if (top + 2 > stack.length) {
        stack = Arrays.copyOf(stack, stack.length * 2);
      }
      stack[top++] = a;
      stack[top++] = b;
    }

    /** Follows every way from one start; keeps the longest, of equals the first in order. */
    int @Nullable [] at(int start) throws NotUnderstood {
      int[] best = null;
      Arrays.fill(groups, -1);
      top = 0;
      push(0, start);
      while (top > 0) {
        int at = stack[--top];
        int pc = stack[--top];
        if (pc < 0) {
          groups[-pc - 1] = at;
          continue;
        }
        int end = follow(pc, at);
        if (end >= 0 && (best == null || end > best[1])) {
          groups[0] = start;
          groups[1] = end;
          best = groups.clone();
          if (end == text.length()) {
            break;
          }
        }
      }
      return best;
    }

    /** Runs one thread until it fails (-1) or matches (the end). */
    private int follow(int startPc, int startAt) throws NotUnderstood {
      int pc = startPc;
      int at = startAt;
      while (true) {
        if (!isNew(pc, at)) {
          return -1;
        }
        int operand = code[pc + 1];
        boolean passes;
        switch (code[pc]) {
          case Program.MATCH -> {
            return at;
          }
          case Program.JUMP -> {
            pc = operand;
            continue;
          }
          case Program.SPLIT -> {
            push(code[pc + 2], at);
            pc = operand;
            continue;
          }
          case Program.SAVE -> {
            push(-operand - 1, groups[operand]);
            groups[operand] = at;
            passes = true;
          }
          case Program.CHAR -> {
            passes = at < text.length() && text.charAt(at) == operand;
            at++;
          }
          case Program.SET -> {
            passes = at < text.length() && program.set(operand).get(text.charAt(at));
            at++;
          }
          case Program.BACK -> {
            int length = groups[2 * operand + 1] - groups[2 * operand];
            passes =
                groups[2 * operand] >= 0
                    && groups[2 * operand + 1] >= 0
                    && text.startsWith(
                        text.substring(groups[2 * operand], groups[2 * operand + 1]), at);
            at += length;
          }
          default -> passes = asserts(code[pc], at);
        }
        if (!passes) {
          return -1;
        }
        pc += 3;
      }
    }

    private boolean asserts(int assertion, int at) {
      boolean before = at > 0 && isWord(text.charAt(at - 1));
      boolean after = at < text.length() && isWord(text.charAt(at));
      return switch (assertion) {
        case Program.LINE_START -> at == 0 || (lines && text.charAt(at - 1) == '\n');
        case Program.LINE_END -> at == text.length() || (lines && text.charAt(at) == '\n');
        case Program.TEXT_START -> at == 0;
        case Program.TEXT_END -> at == text.length();
        case Program.WORD_START -> !before && after;
        case Program.WORD_END -> before && !after;
        case Program.WORD_EDGE -> before != after;
        default -> before == after;
      };
    }
  }

  static boolean isWord(char c) {
    return c == '_' || CharClass.isAlnum(c);
  }
}
