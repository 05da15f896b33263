package dev.plinth.shell.sed;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.pattern.Regex;
import dev.plinth.shell.sed.SedCommand.Address;
import dev.plinth.shell.sed.SedCommand.Substitution;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs a script over lines: pattern space, hold space, the cycle. */
final class SedRunner {
  private static final int MOST_STEPS = 5_000_000;
  private static final int MOST_TEXT = 16 << 20;

  private final List<SedCommand> commands;
  private final Invocation call;
  private final FileAccess files;
  private final boolean quiet;
  private final char end;
  private final boolean[] inRange;
  private final long[] rangeEnd;
  private final Map<String, StringBuilder> written = new TreeMap<>();
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder appended = new StringBuilder();
  private final Changes changes = new Changes();

  private List<String> lines = List.of();
  private int next;
  private boolean missingEnd;
  private long number;
  private String pattern = "";
  private String hold = "";
  private String name = "-";
  private @Nullable Regex last;
  private boolean substituted;
  private boolean quit;
  private int status;
  private int steps;

  SedRunner(List<SedCommand> commands, Invocation call, FileAccess files, boolean quiet, char end) {
    this.commands = commands;
    this.call = call;
    this.files = files;
    this.quiet = quiet;
    this.end = end;
    this.inRange = new boolean[commands.size()];
    this.rangeEnd = new long[commands.size()];
  }

  boolean hasQuit() {
    return quit;
  }

  int status() {
    return status;
  }

  /** What was left when the script quit. */
  String unread() {
    StringBuilder rest = new StringBuilder();
    while (next < lines.size()) {
      rest.append(lines.get(next++));
      rest.append(next == lines.size() && missingEnd ? "" : String.valueOf(end));
    }
    return rest.toString();
  }

  /** Gives the output for some texts that are one stream. */
  String run(List<String> texts, List<String> names) throws NotUnderstood {
    lines = new ArrayList<>();
    missingEnd = false;
    for (String text : texts) {
      int at = 0;
      while (at < text.length()) {
        int stop = text.indexOf(end, at);
        missingEnd = stop < 0;
        lines.add(text.substring(at, stop < 0 ? text.length() : stop));
        at = stop < 0 ? text.length() : stop + 1;
      }
    }
    name = names.isEmpty() ? "-" : names.getFirst();
    next = 0;
    out.setLength(0);
    boolean restart = false;
    while (!quit && (restart || next < lines.size())) {
      if (!restart) {
        pattern = lines.get(next++);
        number++;
        substituted = false;
      }
      restart = cycle();
      flushAppended();
    }
    return out.toString();
  }

  private void print(String text) throws NotUnderstood {
    complete();
    out.append(text);
    boolean last = next >= lines.size() && missingEnd;
    out.append(last ? "" : String.valueOf(end));
    if (out.length() > MOST_TEXT) {
      throw new NotUnderstood("sed makes too much text");
    }
  }

  /** Text after a last line without its newline begins on a line of its own. */
  private void complete() {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != end) {
      out.append(end);
    }
  }

  private void flushAppended() {
    if (!appended.isEmpty()) {
      complete();
      out.append(appended);
      appended.setLength(0);
    }
  }

  /** Runs the script once; true where {@code D} begins the next cycle without a new line. */
  private boolean cycle() throws NotUnderstood {
    int at = 0;
    while (at < commands.size()) {
      if (++steps > MOST_STEPS) {
        throw new NotUnderstood("sed runs too long");
      }
      SedCommand command = commands.get(at);
      if (selects(command, at) == command.inverted()) {
        at = command.letter() == '{' ? command.target() + 1 : at + 1;
        continue;
      }
      switch (command.letter()) {
        case 'd' -> {
          return false;
        }
        case 'D' -> {
          int newline = pattern.indexOf('\n');
          if (newline < 0) {
            return false;
          }
          pattern = pattern.substring(newline + 1);
          return true;
        }
        case 'c' -> {
          boolean range = command.to() != null && !command.inverted();
          if (!range || !inRange[at]) {
            complete();
            out.append(command.text());
          }
          return false;
        }
        case 'n' -> {
          if (next >= lines.size()) {
            endCycle();
            quit = true;
            return false;
          }
          if (!quiet) {
            print(pattern);
          }
          flushAppended();
          pattern = lines.get(next++);
          number++;
        }
        case 'N' -> {
          if (next >= lines.size()) {
            endCycle();
            quit = true;
            return false;
          }
          flushAppended();
          pattern = pattern + end + lines.get(next++);
          number++;
          check();
        }
        case 'q', 'Q' -> {
          if (command.letter() == 'q') {
            endCycle();
          }
          quit = true;
          status = command.number();
          return false;
        }
        case 'b' -> {
          at = command.target();
          continue;
        }
        case 't', 'T' -> {
          boolean jumps = substituted == (command.letter() == 't');
          substituted = false;
          if (jumps) {
            at = command.target();
            continue;
          }
        }
        default -> simple(command);
      }
      at++;
    }
    endCycle();
    return false;
  }

  private void endCycle() throws NotUnderstood {
    if (!quiet) {
      print(pattern);
    }
  }

  private void check() throws NotUnderstood {
    if (pattern.length() > MOST_TEXT || hold.length() > MOST_TEXT) {
      throw new NotUnderstood("sed makes too much text");
    }
  }

  private void simple(SedCommand command) throws NotUnderstood {
    switch (command.letter()) {
      case 's' -> substitute(command);
      case 'y' -> pattern = transliterate(command.text());
      case 'p' -> print(pattern);
      case 'P' -> {
        int newline = pattern.indexOf('\n');
        if (newline < 0) {
          print(pattern);
        } else {
          out.append(pattern, 0, newline).append(end);
        }
      }
      case 'g' -> pattern = hold;
      case 'G' -> pattern = pattern + end + hold;
      case 'h' -> hold = pattern;
      case 'H' -> hold = hold + end + pattern;
      case 'x' -> {
        String old = pattern;
        pattern = hold;
        hold = old;
      }
      case 'z' -> pattern = "";
      case '=' -> out.append(number).append('\n');
      case 'F' -> out.append(name).append('\n');
      case 'a' -> appended.append(command.text());
      case 'i' -> {
        complete();
        out.append(command.text());
      }
      case 'r' -> {
        try {
          appended.append(
              command.text().equals("/dev/stdin") ? call.input() : files.read(command.text()));
        } catch (FileSystemException e) {
          return;
        }
      }
      case 'w' -> write(command.text(), pattern);
      default -> {}
    }
    check();
  }

  private String transliterate(String both) {
    int half = both.length() / 2;
    StringBuilder result = new StringBuilder(pattern.length());
    for (int i = 0; i < pattern.length(); i++) {
      int found = both.indexOf(pattern.charAt(i));
      boolean maps = found >= 0 && found < half;
      result.append(maps ? both.charAt(half + found) : pattern.charAt(i));
    }
    return result.toString();
  }

  private void write(String file, String line) throws NotUnderstood {
    if (file.equals("/dev/stdout")) {
      out.append(line).append(end);
    } else if (file.equals("/dev/stderr")) {
      call.complain(line + end);
    } else {
      written.computeIfAbsent(file, _ -> new StringBuilder()).append(line).append(end);
    }
  }

  /** Writes the files of {@code w}; they are made even where nothing goes into them. */
  void writeFiles() throws NotUnderstood {
    for (SedCommand command : commands) {
      Substitution substitution = command.substitution();
      String file =
          command.letter() == 'w'
              ? command.text()
              : substitution == null ? "" : substitution.file();
      if (!file.isEmpty() && !file.startsWith("/dev/std")) {
        written.computeIfAbsent(file, _ -> new StringBuilder());
      }
    }
    for (Map.Entry<String, StringBuilder> entry : written.entrySet()) {
      try {
        files.write(entry.getKey(), entry.getValue().toString());
      } catch (FileSystemException e) {
        throw new NotUnderstood("sed: cannot write " + entry.getKey());
      }
    }
  }

  private void substitute(SedCommand command) throws NotUnderstood {
    Substitution substitution = command.substitution();
    if (substitution == null) {
      return;
    }
    Regex regex = used(substitution.regex());
    String result = changes.apply(pattern, regex, substitution);
    if (result == null) {
      return;
    }
    pattern = result;
    substituted = true;
    if (substitution.executes()) {
      String output = call.outputOf(List.of("sh", "-c", pattern), "");
      pattern = output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
    }
    if (substitution.prints()) {
      print(pattern);
    }
    if (!substitution.file().isEmpty()) {
      write(substitution.file(), pattern);
    }
  }

  private Regex used(@Nullable Regex regex) throws NotUnderstood {
    Regex now = regex == null ? last : regex;
    if (now == null) {
      throw new NotUnderstood("sed: no previous regular expression");
    }
    last = now;
    return now;
  }

  // ---- addresses ---------------------------------------------------------------------------

  private boolean selects(SedCommand command, int index) throws NotUnderstood {
    Address from = command.from();
    if (from == null) {
      return true;
    }
    Address to = command.to();
    if (to == null) {
      return matches(from);
    }
    if (inRange[index]) {
      return inside(to, index);
    }
    boolean zero = from instanceof Address.Line line && line.number() == 0;
    if (zero && number == 1) {
      inRange[index] = true;
      return inside(to, index);
    }
    if (!matches(from)) {
      return false;
    }
    rangeEnd[index] = Long.MAX_VALUE;
    if (to instanceof Address.Line line) {
      rangeEnd[index] = line.number();
    } else if (to instanceof Address.Count count) {
      rangeEnd[index] = number + count.count();
    } else if (to instanceof Address.Multiple multiple) {
      long m = multiple.multiple();
      rangeEnd[index] = m <= 0 ? number : (number + m - 1) / m * m;
    } else if (to instanceof Address.Last) {
      rangeEnd[index] = next >= lines.size() ? number : Long.MAX_VALUE;
    }
    inRange[index] = number < rangeEnd[index];
    return true;
  }

  /** Within a range that has begun: whether this line still belongs to it. */
  private boolean inside(Address to, int index) throws NotUnderstood {
    if (to instanceof Address.Match) {
      inRange[index] = !matches(to);
      return true;
    }
    if (to instanceof Address.Last) {
      inRange[index] = next < lines.size();
      return true;
    }
    inRange[index] = number < rangeEnd[index];
    return number <= rangeEnd[index];
  }

  private boolean matches(Address address) throws NotUnderstood {
    if (address instanceof Address.Line line) {
      return line.number() == number;
    }
    if (address instanceof Address.Last) {
      return next >= lines.size();
    }
    if (address instanceof Address.Match match) {
      return used(match.regex()).search(pattern, 0, match.lines()) != null;
    }
    if (address instanceof Address.Step step) {
      return step.step() <= 0
          ? number == step.first()
          : number >= step.first() && (number - step.first()) % step.step() == 0;
    }
    return false;
  }
}
