package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** {@code read} (XCU read), and bash's {@code mapfile}. */
final class ReadBuiltin {
  private final Shell shell;
  private final String ifs;
  private boolean raw;
  private char delimiter = '\n';
  private int most = Integer.MAX_VALUE;
  private int descriptor;
  private boolean array;

  private ReadBuiltin(Shell shell, String ifs) {
    this.shell = shell;
    this.ifs = ifs;
  }

  static int run(Shell shell, String ifs, List<String> arguments) throws NotUnderstood {
    return new ReadBuiltin(shell, ifs).run(arguments);
  }

  private int run(List<String> arguments) throws NotUnderstood {
    int at = 1;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      String option = arguments.get(at++);
      if (option.equals("--")) {
        break;
      }
      for (int i = 1; i < option.length(); i++) {
        char c = option.charAt(i);
        boolean quiet = shell.dialect == Dialect.BASH && (c == 's' || c == 'e');
        if (c == 'r' || quiet) {
          raw |= c == 'r';
        } else if (shell.dialect == Dialect.BASH && c == 'a') {
          array = true;
        } else if (c == 'p' || (shell.dialect == Dialect.BASH && "dntNu".indexOf(c) >= 0)) {
          boolean attached = i + 1 < option.length();
          if (!attached && at >= arguments.size()) {
            throw new ShellError("No arg for -" + c + " option");
          }
          value(c, attached ? option.substring(i + 1) : arguments.get(at++));
          break;
        } else {
          throw new ShellError("Illegal option -" + c);
        }
      }
    }
    List<String> names = new ArrayList<>(arguments.subList(at, arguments.size()));
    if (names.isEmpty()) {
      if (shell.dialect == Dialect.DASH) {
        throw new ShellError("arg count");
      }
      names.add("REPLY");
    }
    return read(names);
  }

  private void value(char option, String value) throws NotUnderstood {
    switch (option) {
      case 'd' -> delimiter = value.isEmpty() ? '\0' : value.charAt(0);
      case 'n', 'N' -> {
        Long count = Numbers.decimal(value);
        most = count == null ? 0 : count.intValue();
      }
      case 'u' -> {
        Long number = Numbers.decimal(value);
        descriptor = number == null ? 0 : number.intValue();
      }
      case 't' -> throw new NotUnderstood("'read -t' depends on the clock");
      default -> {}
    }
  }

  private int read(List<String> names) throws NotUnderstood {
    Stream stream = shell.stream(descriptor);
    FieldBuffer line = new FieldBuffer(shell.session);
    StringBuilder one = new StringBuilder();
    boolean ended = false;
    int count = 0;
    if (stream == null || !stream.readable()) {
      throw new ShellError(1, "read error: 0: Bad file descriptor");
    }
    while (count < most) {
      shell.session.step();
      int c = stream.read();
      if (c < 0 || c == delimiter) {
        ended = c < 0;
        break;
      }
      if (c == '\\' && !raw) {
        int next = stream.read();
        if (next < 0) {
          ended = true;
          break;
        }
        if (next != '\n') {
          flush(line, one);
          line.append(String.valueOf((char) next), FieldBuffer.QUOTED);
          count++;
        }
      } else if (c != 0) {
        one.append((char) c);
        count++;
      }
    }
    flush(line, one);
    assign(names, line);
    return ended ? 1 : 0;
  }

  private static void flush(FieldBuffer line, StringBuilder one) throws NotUnderstood {
    line.append(one.toString(), FieldBuffer.EXPANDED);
    one.setLength(0);
  }

  private void assign(List<String> names, FieldBuffer line) {
    if (array) {
      NavigableMap<Integer, String> elements = new TreeMap<>();
      for (FieldBuffer.Field field : line.split(ifs)) {
        elements.put(elements.size(), field.text());
      }
      shell.variables.setArray(names.getFirst(), elements);
      return;
    }
    if (shell.dialect == Dialect.BASH && names.size() == 1 && names.getFirst().equals("REPLY")) {
      shell.variables.set("REPLY", line.joined(""));
      return;
    }
    List<String> values = line.splitAtMost(ifs, names.size());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!Parameters.isVariable(name)) {
        throw new ShellError(name + ": bad variable name");
      }
      shell.variables.set(name, i < values.size() ? values.get(i) : "");
    }
  }

  /** {@code mapfile -t name}: the lines of standard input become an array. */
  static int map(Shell shell, List<String> arguments) throws NotUnderstood {
    boolean trim = false;
    String name = "MAPFILE";
    for (String argument : arguments.subList(1, arguments.size())) {
      if (argument.equals("-t")) {
        trim = true;
      } else if (argument.startsWith("-")) {
        throw new NotUnderstood("'mapfile " + argument + "' is not modelled");
      } else {
        name = argument;
      }
    }
    Stream stream = shell.stream(0);
    String all = stream == null ? "" : stream.rest();
    NavigableMap<Integer, String> lines = new TreeMap<>();
    int at = 0;
    while (at < all.length()) {
      int end = all.indexOf('\n', at);
      int next = end < 0 ? all.length() : end + 1;
      lines.put(lines.size(), all.substring(at, trim && end >= 0 ? end : next));
      at = next;
    }
    shell.variables.setArray(name, lines);
    return 0;
  }
}
