package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.math.BigDecimal;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** sort, in the C locale. */
final class Sort extends Utility {
  /** A key: fields from 1, chars from 1 (0 at the end: all of the field), and its own ordering. */
  private record Key(int field, int at, int endField, int endAt, String options) {}

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Arguments arguments =
        Arguments.parse(
            call,
            "ubnrfdiVsmck:t:o:zghMC",
            "unique=u numeric-sort=n reverse=r ignore-case=f version-sort=V stable=s merge=m "
                + "check=c key=k field-separator=t output=o zero-terminated=z "
                + "ignore-leading-blanks=b dictionary-order=d human-numeric-sort=h general-numeric-sort=g");
    if (arguments.has('h') || arguments.has('M') || arguments.has('i')) {
      throw usage(call);
    }
    char end = arguments.has('z') ? '\0' : '\n';
    List<String> all = new ArrayList<>();
    int status =
        forEachInput(call, arguments.operands(), (_, text) -> all.addAll(split(text, end)));
    if (status != 0) {
      return 2;
    }
    Comparator<String> byKeys = comparator(call, arguments);
    boolean reverse = arguments.has('r');
    Comparator<String> order = byKeys;
    if (!arguments.has('s') && !arguments.has('u')) {
      order = order.thenComparing(reverse ? Comparator.reverseOrder() : Comparator.naturalOrder());
    }
    if (arguments.has('c') || arguments.has('C')) {
      return check(call, all, order, arguments.has('u'));
    }
    all.sort(order);
    StringBuilder out = new StringBuilder();
    String previous = null;
    for (String line : all) {
      if (!arguments.has('u') || previous == null || byKeys.compare(previous, line) != 0) {
        out.append(line).append(end);
        previous = line;
      }
    }
    String path = arguments.value('o');
    if (path == null) {
      call.print(out.toString());
      return 0;
    }
    try {
      FileAccess.of(call).write(path, out.toString());
      return 0;
    } catch (FileSystemException e) {
      fail(call, "open failed: " + path, e);
      return 2;
    }
  }

  private static int check(
      Invocation call, List<String> lines, Comparator<String> order, boolean unique)
      throws NotUnderstood {
    for (int i = 1; i < lines.size(); i++) {
      int compared = order.compare(lines.get(i - 1), lines.get(i));
      if (compared > 0 || (unique && compared == 0)) {
        return fail(call, "-:" + (i + 1) + ": disorder: " + lines.get(i));
      }
    }
    return 0;
  }

  private static Comparator<String> comparator(Invocation call, Arguments arguments)
      throws NotUnderstood {
    StringBuilder global = new StringBuilder();
    for (char option : "bdfgnrV".toCharArray()) {
      if (arguments.has(option)) {
        global.append(option);
      }
    }
    String separator = arguments.value('t');
    if (separator != null && separator.length() != 1 && !separator.equals("\\0")) {
      throw usage(call);
    }
    int delimiter = separator == null ? -1 : separator.equals("\\0") ? 0 : separator.charAt(0);
    Comparator<String> order = null;
    for (Arguments.Given given : arguments.options()) {
      if (given.letter() == 'k') {
        Key key = key(call, given.value(), global.toString());
        Comparator<String> one =
            Comparator.comparing(line -> extract(line, key, delimiter), comparison(key.options));
        order = order == null ? one : order.thenComparing(one);
      }
    }
    return order == null ? comparison(global.toString()) : order;
  }

  private static Key key(Invocation call, String text, String global) throws NotUnderstood {
    int comma = text.indexOf(',');
    int[] from = position(call, comma < 0 ? text : text.substring(0, comma), 1);
    int[] to = comma < 0 ? new int[] {0, 0} : position(call, text.substring(comma + 1), 0);
    StringBuilder own = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("bdfgnrV".indexOf(c) >= 0) {
        own.append(c);
      } else if (c != '.' && c != ',' && (c < '0' || c > '9')) {
        throw usage(call);
      }
    }
    return new Key(from[0], from[1], to[0], to[1], own.isEmpty() ? global : own.toString());
  }

  private static int[] position(Invocation call, String text, int at) throws NotUnderstood {
    int end = 0;
    while (end < text.length()
        && (text.charAt(end) == '.' || Character.isDigit(text.charAt(end)))) {
      end++;
    }
    String numbers = text.substring(0, end);
    int dot = numbers.indexOf('.');
    long field = natural(dot < 0 ? numbers : numbers.substring(0, dot));
    long first = dot < 0 ? at : natural(numbers.substring(dot + 1));
    if (field < 1 || first < 0 || field > 10_000 || first > 10_000) {
      throw usage(call);
    }
    return new int[] {(int) field, (int) first};
  }

  private static String extract(String line, Key key, int delimiter) {
    int start = fieldStart(line, key.field, delimiter);
    if (key.options.indexOf('b') >= 0) {
      start = skipBlanks(line, start);
    }
    start = Math.min(line.length(), start + Math.max(0, key.at - 1));
    int end = line.length();
    if (key.endField > 0) {
      int endStart = fieldStart(line, key.endField, delimiter);
      if (key.endAt == 0) {
        end = fieldEnd(line, endStart, delimiter);
      } else {
        end = key.options.indexOf('b') >= 0 ? skipBlanks(line, endStart) : endStart;
        end = Math.min(line.length(), end + key.endAt);
      }
    }
    return end <= start ? "" : line.substring(start, end);
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int fieldStart(String line, int field, int delimiter) {
    int at = 0;
    for (int i = 1; i < field && at < line.length(); i++) {
      at = fieldEnd(line, at, delimiter);
      if (delimiter >= 0 && at < line.length()) {
        at++;
      }
    }
    return at;
  }

  /** Without a separator, the blanks before a field belong to it. */
  private static int fieldEnd(String line, int start, int delimiter) {
    if (delimiter >= 0) {
      int end = line.indexOf(delimiter, start);
      return end < 0 ? line.length() : end;
    }
    int at = skipBlanks(line, start);
    while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
      at++;
    }
    return at;
  }

  private static Comparator<String> comparison(String options) {
    boolean blanks = options.indexOf('b') >= 0;
    boolean fold = options.indexOf('f') >= 0;
    boolean dictionary = options.indexOf('d') >= 0;
    Comparator<String> order;
    if (options.indexOf('n') >= 0) {
      order = Comparator.comparing(Sort::number);
    } else if (options.indexOf('g') >= 0) {
      order = Comparator.comparingDouble(Sort::general);
    } else if (options.indexOf('V') >= 0) {
      order = Versions::compare;
    } else {
      order =
          Comparator.comparing(text -> {
            String key = blanks ? text.substring(skipBlanks(text, 0)) : text;
            key = dictionary ? key.replaceAll("[^A-Za-z0-9 \t]", "") : key;
            return fold ? upper(key) : key;
          });
    }
    return options.indexOf('r') >= 0 ? order.reversed() : order;
  }

  private static String upper(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
    }
    return out.toString();
  }

  /** The number that strtod(3) finds; what is none comes before all numbers. */
  private static double general(String text) {
    int at = skipBlanks(text, 0);
    int end = at;
    while (end < text.length() && "0123456789.eE+-".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    for (; end > at; end--) {
      try {
        return Double.parseDouble(text.substring(at, end));
      } catch (NumberFormatException e) {
        // A shorter beginning may be a number.
      }
    }
    return Double.NEGATIVE_INFINITY;
  }

  private static BigDecimal number(String text) {
    int at = skipBlanks(text, 0);
    int start = at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    int digits = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    int whole = at - digits;
    if (at + 1 < text.length()
        && text.charAt(at) == '.'
        && Character.isDigit(text.charAt(at + 1))) {
      at++;
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
    } else if (whole == 0) {
      return BigDecimal.ZERO;
    }
    return new BigDecimal(text.substring(start, at));
  }
}
