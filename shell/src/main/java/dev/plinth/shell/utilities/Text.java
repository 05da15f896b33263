package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;

/** cat, head, tail, wc, tee, tac, nl and the like. */
final class Text {
  private Text() {}

  static final class Cat extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "un", "number=n");
      boolean numbered = arguments.has('n');
      int[] number = {0};
      return forEachInput(
          call,
          arguments.operands(),
          (_, text) -> {
            if (!numbered) {
              call.print(text);
              return;
            }
            StringBuilder out = new StringBuilder();
            int at = 0;
            while (at < text.length()) {
              int end = text.indexOf('\n', at);
              int next = end < 0 ? text.length() : end + 1;
              String shown = Integer.toString(++number[0]);
              out.repeat(' ', Math.max(0, 6 - shown.length())).append(shown).append('\t');
              out.append(text, at, next);
              at = next;
            }
            call.print(out.toString());
          });
    }
  }

  /** head and tail, by lines or bytes. */
  static final class Ends extends Utility {
    private final boolean head;

    Ends(boolean head) {
      this.head = head;
    }

    @Override
    public int run(Invocation call) throws NotUnderstood {
      List<String> words = new java.util.ArrayList<>(call.arguments());
      if (words.size() > 1 && words.get(1).matches("[-+][0-9]+[lc]?")) {
        String old = words.get(1);
        boolean bytes = old.endsWith("c");
        String count = old.replace("l", "").replace("c", "");
        if (head && count.startsWith("+")) {
          throw usage(call);
        }
        words.set(1, (bytes ? "-c" : "-n") + (count.startsWith("-") ? count.substring(1) : count));
      }
      Arguments arguments =
          Arguments.parse(words, "n:c:qv", "lines=n bytes=c quiet=q silent=q verbose=v", true);
      boolean bytes = arguments.last("nc") == 'c';
      String count = arguments.value(bytes ? 'c' : 'n');
      String wanted = count == null ? "10" : count;
      boolean signed = wanted.startsWith("+") || wanted.startsWith("-");
      long number = natural(signed ? wanted.substring(1) : wanted);
      if (number < 0) {
        throw usage(call);
      }
      char sign = signed ? wanted.charAt(0) : ' ';
      boolean titles =
          arguments.has('v') || (arguments.operands().size() > 1 && !arguments.has('q'));
      boolean[] first = {true};
      return forEachInput(
          call,
          arguments.operands(),
          (name, text) -> {
            if (titles) {
              String title = name.equals("-") ? "standard input" : name;
              call.print((first[0] ? "" : "\n") + "==> " + title + " <==\n");
              first[0] = false;
            }
            call.print(part(text, bytes, sign, number));
          });
    }

    private String part(String text, boolean bytes, char sign, long number) {
      int n = text.length();
      if (bytes) {
        int count = (int) Math.min(n, number);
        if (head) {
          return sign == '-' ? text.substring(0, n - count) : text.substring(0, count);
        }
        return sign == '+'
            ? text.substring((int) Math.min(n, Math.max(0, number - 1)))
            : text.substring(n - count);
      }
      if (head) {
        return text.substring(
            0, sign == '-' ? startOfLast(text, number) : startOfLine(text, number));
      }
      return text.substring(
          sign == '+' ? startOfLine(text, Math.max(0, number - 1)) : startOfLast(text, number));
    }

    /** Where the line after the first {@code count} begins. */
    private static int startOfLine(String text, long count) {
      int at = 0;
      for (long i = 0; i < count && at < text.length(); i++) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
      }
      return at;
    }

    /** Where the last {@code count} lines begin. */
    private static int startOfLast(String text, long count) {
      int at = text.length();
      if (count == 0) {
        return at;
      }
      if (text.endsWith("\n")) {
        at--;
      }
      for (long i = 0; i < count; i++) {
        int before = at == 0 ? -1 : text.lastIndexOf('\n', at - 1);
        if (before < 0) {
          return 0;
        }
        at = before;
      }
      return at + 1;
    }
  }

  static final class Wc extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "lwcmL", "lines=l words=w bytes=c chars=m");
      if (arguments.has('L')) {
        throw usage(call);
      }
      boolean all = arguments.last("lwcm") == 0;
      boolean l = all || arguments.has('l');
      boolean w = all || arguments.has('w');
      boolean c = all || arguments.has('c') || arguments.has('m');
      long[] total = new long[3];
      List<String> names = arguments.operands();
      java.util.List<long[]> rows = new java.util.ArrayList<>();
      java.util.List<String> shown = new java.util.ArrayList<>();
      int status =
          forEachInput(
              call,
              names,
              (name, text) -> {
                long[] counts = count(text);
                for (int i = 0; i < 3; i++) {
                  total[i] += counts[i];
                }
                rows.add(counts);
                shown.add(names.isEmpty() ? "" : " " + name);
              });
      if (names.size() > 1) {
        rows.add(total);
        shown.add(" total");
      }
      int columns = (l ? 1 : 0) + (w ? 1 : 0) + (c ? 1 : 0);
      int width = columns == 1 && names.size() <= 1 ? 1 : width(total, names);
      for (int i = 0; i < rows.size(); i++) {
        StringBuilder out = new StringBuilder();
        long[] row = rows.get(i);
        column(out, l, row[0], width);
        column(out, w, row[1], width);
        column(out, c, row[2], width);
        call.print(out + shown.get(i) + "\n");
      }
      return status;
    }

    private static int width(long[] total, List<String> names) {
      boolean standard = names.isEmpty() || names.contains("-");
      return standard ? 7 : Math.max(1, Long.toString(total[2]).length());
    }

    private static void column(StringBuilder out, boolean wanted, long value, int width) {
      if (wanted) {
        String text = Long.toString(value);
        out.append(out.isEmpty() ? "" : " ").repeat(' ', Math.max(0, width - text.length()));
        out.append(text);
      }
    }

    private static long[] count(String text) {
      long lines = 0;
      long words = 0;
      boolean inWord = false;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\n') {
          lines++;
        }
        boolean space = c == ' ' || (c >= '\t' && c <= '\r');
        if (!space && !inWord) {
          words++;
        }
        inWord = !space;
      }
      return new long[] {lines, words, text.length()};
    }
  }

  static final class Tee extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "ai", "append=a ignore-interrupts=i");
      FileAccess files = FileAccess.of(call);
      String text = call.input();
      call.print(text);
      int status = 0;
      for (String path : arguments.operands()) {
        try {
          if (path.equals("/dev/stderr")) {
            call.complain(text);
            continue;
          }
          String old = arguments.has('a') && files.exists(path) ? files.read(path) : "";
          files.write(path, old + text);
        } catch (FileSystemException e) {
          status = fail(call, path, e);
        }
      }
      return status;
    }
  }

  static final class Tac extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "", "");
      return forEachInput(
          call,
          arguments.operands(),
          (_, text) -> {
            List<String> lines = lines(text);
            StringBuilder out = new StringBuilder();
            for (int i = lines.size() - 1; i >= 0; i--) {
              boolean last = i == lines.size() - 1 && !text.endsWith("\n");
              out.append(lines.get(i)).append(last ? "" : "\n");
            }
            call.print(out.toString());
          });
    }
  }
}
