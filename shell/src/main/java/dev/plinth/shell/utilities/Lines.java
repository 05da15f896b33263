package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** uniq, comm, paste, seq, rev, fold-like tools over lines. */
final class Lines {
  private Lines() {}

  static final class Uniq extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(
              call, "cduif:s:", "count=c repeated=d unique=u ignore-case=i skip-fields=f");
      long skip = arguments.value('f') == null ? 0 : natural(value(arguments, 'f'));
      long chars = arguments.value('s') == null ? 0 : natural(value(arguments, 's'));
      if (arguments.operands().size() > 1 || skip < 0 || chars < 0) {
        throw usage(call);
      }
      return forEachInput(
          call,
          arguments.operands(),
          (_, text) -> {
            List<String> lines = lines(text);
            StringBuilder out = new StringBuilder();
            int i = 0;
            while (i < lines.size()) {
              String key = key(lines.get(i), skip, chars, arguments.has('i'));
              int end = i + 1;
              while (end < lines.size()
                  && key(lines.get(end), skip, chars, arguments.has('i')).equals(key)) {
                end++;
              }
              int count = end - i;
              boolean shown =
                  (!arguments.has('d') || count > 1) && (!arguments.has('u') || count == 1);
              if (shown) {
                if (arguments.has('c')) {
                  String number = Integer.toString(count);
                  out.repeat(' ', Math.max(0, 7 - number.length())).append(number).append(' ');
                }
                out.append(lines.get(i)).append('\n');
              }
              i = end;
            }
            call.print(out.toString());
          });
    }

    private static String value(Arguments arguments, char letter) {
      String value = arguments.value(letter);
      return value == null ? "" : value;
    }

    private static String key(String line, long fields, long chars, boolean fold) {
      int at = 0;
      for (long i = 0; i < fields; i++) {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
          at++;
        }
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
          at++;
        }
      }
      String key = line.substring((int) Math.min(line.length(), at + chars));
      return fold ? key.toLowerCase(java.util.Locale.ROOT) : key;
    }
  }

  static final class Comm extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "123", "nocheck-order=n");
      if (arguments.operands().size() != 2) {
        throw usage(call);
      }
      List<List<String>> both = new ArrayList<>();
      int status = forEachInput(call, arguments.operands(), (_, text) -> both.add(lines(text)));
      if (status != 0) {
        return status;
      }
      int i = 0;
      int j = 0;
      List<String> a = both.get(0);
      List<String> b = both.get(1);
      while (i < a.size() || j < b.size()) {
        int order = i >= a.size() ? 1 : j >= b.size() ? -1 : a.get(i).compareTo(b.get(j));
        char column = order < 0 ? '1' : order > 0 ? '2' : '3';
        String line = order <= 0 ? a.get(i) : b.get(j);
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
        if (!arguments.has(column)) {
          int tabs = 0;
          for (char before = '1'; before < column; before++) {
            tabs += arguments.has(before) ? 0 : 1;
          }
          call.print("\t".repeat(tabs) + line + "\n");
        }
      }
      return 0;
    }
  }

  static final class Paste extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "sd:", "serial=s delimiters=d");
      String given = arguments.value('d');
      String delimiters = given == null ? "\t" : Escapes.format(given);
      List<List<String>> all = new ArrayList<>();
      int status = forEachInput(call, arguments.operands(), (_, text) -> all.add(lines(text)));
      if (arguments.has('s')) {
        for (List<String> lines : all) {
          print(call, lines, delimiters);
        }
        return status;
      }
      int most = all.stream().mapToInt(List::size).max().orElse(0);
      for (int i = 0; i < most; i++) {
        List<String> row = new ArrayList<>();
        for (List<String> lines : all) {
          row.add(i < lines.size() ? lines.get(i) : "");
        }
        print(call, row, delimiters);
      }
      return status;
    }

    private static void print(Invocation call, List<String> row, String delimiters)
        throws NotUnderstood {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        if (i > 0 && !delimiters.isEmpty()) {
          out.append(delimiters.charAt((i - 1) % delimiters.length()));
        }
        out.append(row.get(i));
      }
      call.print(out.append('\n').toString());
    }
  }

  static final class Seq extends Utility {
    private static final long MOST = 100_000;

    @Override
    public int run(Invocation call) throws NotUnderstood {
      List<String> words = new ArrayList<>(call.arguments());
      String separator = "\n";
      boolean pad = false;
      while (words.size() > 1 && (words.get(1).startsWith("-s") || words.get(1).equals("-w"))) {
        String option = words.remove(1);
        if (option.equals("-w")) {
          pad = true;
        } else {
          separator = option.length() > 2 ? option.substring(2) : words.remove(1);
        }
      }
      int n = words.size() - 1;
      if (n < 1 || n > 3) {
        throw usage(call);
      }
      long first = n == 1 ? 1 : integer(call, words.get(1));
      long step = n == 3 ? integer(call, words.get(2)) : 1;
      long last = integer(call, words.get(n));
      if (step == 0 || Math.abs((last - first) / step) > MOST) {
        throw usage(call);
      }
      int width = Math.max(Long.toString(first).length(), Long.toString(last).length());
      StringBuilder out = new StringBuilder();
      for (long i = first; step > 0 ? i <= last : i >= last; i += step) {
        String number = Long.toString(i);
        out.append(out.isEmpty() ? "" : separator);
        out.append(pad ? "0".repeat(Math.max(0, width - number.length())) : "").append(number);
      }
      if (!out.isEmpty()) {
        call.print(out.append('\n').toString());
      }
      return 0;
    }

    private static long integer(Invocation call, String text) throws NotUnderstood {
      boolean negative = text.startsWith("-");
      long value = natural(negative ? text.substring(1) : text);
      if (value < 0) {
        throw usage(call);
      }
      return negative ? -value : value;
    }
  }

  static final class Rev extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "", "");
      return forEachInput(
          call,
          arguments.operands(),
          (_, text) -> {
            StringBuilder out = new StringBuilder();
            for (String line : lines(text)) {
              out.append(new StringBuilder(line).reverse()).append('\n');
            }
            call.print(out.toString());
          });
    }
  }

  static final class Cmp extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "sl", "silent=s quiet=s");
      List<String> operands = arguments.operands();
      if (operands.size() != 2 || arguments.has('l')) {
        throw usage(call);
      }
      FileAccess files = FileAccess.of(call);
      try {
        String a = read(call, files, operands.get(0));
        String b = read(call, files, operands.get(1));
        if (a.equals(b)) {
          return 0;
        }
        if (!arguments.has('s')) {
          int at = 0;
          while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
            at++;
          }
          String names = operands.get(0) + " " + operands.get(1);
          if (at == a.length() || at == b.length()) {
            call.complain("cmp: EOF on " + operands.get(at == a.length() ? 0 : 1) + "\n");
          } else {
            long line = a.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
            call.print(names + " differ: char " + (at + 1) + ", line " + line + "\n");
          }
        }
        return 1;
      } catch (FileSystemException e) {
        if (!arguments.has('s')) {
          fail(call, String.valueOf(e.getFile()), e);
        }
        return 2;
      }
    }
  }

  /** diff, as far as the question is only whether two files differ. */
  static final class Diff extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(call, "quNrwbB", "brief=q unified=u new-file=N recursive=r");
      List<String> operands = arguments.operands();
      FileAccess files = FileAccess.of(call);
      if (operands.size() != 2
          || arguments.has('r')
          || arguments.has('w')
          || arguments.has('b')
          || arguments.has('B')) {
        throw usage(call);
      }
      try {
        String a = side(call, files, operands.get(0), arguments.has('N'));
        String b = side(call, files, operands.get(1), arguments.has('N'));
        if (a.equals(b)) {
          return 0;
        }
        if (!arguments.has('q')) {
          call.note(
              new Invocation.Note.LeftOut(
                  "the listing of diff", "only whether the files differ is modelled"));
        } else {
          call.print("Files " + operands.get(0) + " and " + operands.get(1) + " differ\n");
        }
        return 1;
      } catch (FileSystemException e) {
        fail(call, String.valueOf(e.getFile()), e);
        return 2;
      }
    }

    private static String side(Invocation call, FileAccess files, String path, boolean absent)
        throws FileSystemException, NotUnderstood {
      if (files.isDirectory(path)) {
        throw usage(call);
      }
      return absent && !files.exists(path) && !path.equals("-") ? "" : read(call, files, path);
    }
  }
}
