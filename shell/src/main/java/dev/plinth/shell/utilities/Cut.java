package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** cut. */
final class Cut extends Utility {
  /** From 1, both ends included. */
  private record Range(int from, int to) {}

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Arguments arguments =
        Arguments.parse(
            call,
            "b:c:f:d:snO:C",
            "bytes=b characters=c fields=f delimiter=d only-delimited=s output-delimiter=O "
                + "complement=C");
    char how = arguments.last("bcf");
    String list = how == 0 ? null : arguments.value(how);
    if (list == null) {
      throw usage(call);
    }
    List<Range> ranges = ranges(call, list);
    String given = arguments.value('d');
    if (given != null && given.length() > 1) {
      return fail(call, "the delimiter must be a single character");
    }
    char delimiter = given == null ? '\t' : given.isEmpty() ? '\0' : given.charAt(0);
    String output = arguments.value('O');
    boolean complement = arguments.has('C');
    return forEachInput(
        call,
        arguments.operands(),
        (_, text) -> {
          StringBuilder out = new StringBuilder();
          for (String line : lines(text)) {
            String result =
                how == 'f'
                    ? fields(line, ranges, complement, delimiter, output, arguments.has('s'))
                    : bytes(line, ranges, complement, output);
            if (result != null) {
              out.append(result).append('\n');
            }
          }
          call.print(out.toString());
        });
  }

  private static List<Range> ranges(Invocation call, String list) throws NotUnderstood {
    List<Range> ranges = new ArrayList<>();
    for (String part : list.split("[, ]", -1)) {
      int dash = part.indexOf('-');
      String first = dash < 0 ? part : part.substring(0, dash);
      String last = dash < 0 ? part : part.substring(dash + 1);
      long from = first.isEmpty() && dash >= 0 ? 1 : natural(first);
      long to = last.isEmpty() && dash >= 0 ? Integer.MAX_VALUE : natural(last);
      if (from < 1 || to < from || part.equals("-")) {
        throw usage(call);
      }
      ranges.add(new Range((int) from, (int) Math.min(to, Integer.MAX_VALUE)));
    }
    return ranges;
  }

  private static boolean selects(List<Range> ranges, int position, boolean complement) {
    for (Range range : ranges) {
      if (range.from <= position && position <= range.to) {
        return !complement;
      }
    }
    return complement;
  }

  private static @Nullable String fields(
      String line,
      List<Range> ranges,
      boolean complement,
      char delimiter,
      @Nullable String output,
      boolean onlyDelimited) {
    if (line.indexOf(delimiter) < 0) {
      return onlyDelimited ? null : line;
    }
    StringBuilder out = new StringBuilder();
    boolean first = true;
    int position = 1;
    int at = 0;
    while (at <= line.length()) {
      int end = line.indexOf(delimiter, at);
      int stop = end < 0 ? line.length() : end;
      if (selects(ranges, position, complement)) {
        if (!first) {
          out.append(output == null ? String.valueOf(delimiter) : output);
        }
        out.append(line, at, stop);
        first = false;
      }
      position++;
      at = stop + 1;
    }
    return out.toString();
  }

  private static String bytes(
      String line, List<Range> ranges, boolean complement, @Nullable String output)
      throws NotUnderstood {
    if (output != null) {
      throw new NotUnderstood("cut --output-delimiter with bytes is not modelled");
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      if (selects(ranges, i + 1, complement)) {
        out.append(line.charAt(i));
      }
    }
    return out.toString();
  }
}
