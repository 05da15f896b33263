package dev.plinth.shell.awk;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a program reads and writes besides its input and standard output. */
final class AwkFiles {
  /** A text that is read record by record. */
  static final class Source {
    private final String text;
    private int at;

    Source(String text) {
      this.text = text;
    }

    /**
     * The next record, or null at the end.
     *
     * @param separator RS: a newline, one other char, or empty for paragraphs
     */
    @Nullable String next(String separator) throws NotUnderstood {
      if (separator.isEmpty()) {
        return paragraph();
      }
      if (separator.length() > 1) {
        throw new NotUnderstood("awk: RS of several chars is not modelled");
      }
      if (at >= text.length()) {
        return null;
      }
      int end = text.indexOf(separator.charAt(0), at);
      String record = text.substring(at, end < 0 ? text.length() : end);
      at = end < 0 ? text.length() : end + 1;
      if (end < 0 && !separator.equals("\n") && record.endsWith("\n")) {
        return record;
      }
      return record;
    }

    private @Nullable String paragraph() {
      while (at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      if (at >= text.length()) {
        return null;
      }
      int end = text.indexOf("\n\n", at);
      String record = text.substring(at, end < 0 ? text.length() : end);
      at = end < 0 ? text.length() : end + 2;
      return record.endsWith("\n") ? record.substring(0, record.length() - 1) : record;
    }
  }

  private final Invocation call;
  private final FileAccess files;
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Map<String, StringBuilder> written = new LinkedHashMap<>();
  private final Map<String, StringBuilder> piped = new LinkedHashMap<>();
  private final Runnable flush;

  AwkFiles(Invocation call, Runnable flush) {
    this.call = call;
    this.files = FileAccess.of(call);
    this.flush = flush;
  }

  /** The text of an operand; null where it cannot be read. */
  @Nullable String read(String path) throws NotUnderstood {
    try {
      return path.equals("-") || path.equals("/dev/stdin") ? call.input() : files.read(path);
    } catch (FileSystemException e) {
      call.complain("awk: cannot open \"" + path + "\" (" + FileAccess.reason(e) + ")\n");
      return null;
    }
  }

  /** What {@code getline < name} or {@code name | getline} reads from; null where there is none. */
  @Nullable Source source(String name, boolean command) throws NotUnderstood {
    Source known = sources.get(name);
    if (known != null) {
      return known;
    }
    String text;
    if (command) {
      flush.run();
      text = call.outputOf(List.of("sh", "-c", name), "");
    } else {
      try {
        text = name.equals("-") ? call.input() : files.read(name);
      } catch (FileSystemException e) {
        return null;
      }
    }
    Source source = new Source(text);
    sources.put(name, source);
    return source;
  }

  void write(String mode, String name, String text) throws NotUnderstood {
    if (mode.equals("|")) {
      piped.computeIfAbsent(name, _ -> new StringBuilder()).append(text);
      return;
    }
    if (name.equals("/dev/stdout") || name.equals("-")) {
      flush.run();
      call.print(text);
      return;
    }
    if (name.equals("/dev/stderr")) {
      call.complain(text);
      return;
    }
    StringBuilder known = written.get(name);
    if (known == null) {
      known = new StringBuilder();
      written.put(name, known);
      try {
        if (mode.equals(">>") && files.exists(name)) {
          known.append(files.read(name));
        }
      } catch (FileSystemException e) {
        throw new NotUnderstood("awk: cannot append to " + name);
      }
    }
    known.append(text);
  }

  int close(String name) throws NotUnderstood {
    int status = sources.remove(name) != null ? 0 : -1;
    StringBuilder text = written.remove(name);
    if (text != null) {
      put(name, text.toString());
      status = 0;
    }
    StringBuilder input = piped.remove(name);
    if (input != null) {
      flush.run();
      status = call.call(List.of("sh", "-c", name), input.toString());
    }
    return status;
  }

  private void put(String name, String text) throws NotUnderstood {
    try {
      files.write(name, text);
    } catch (FileSystemException e) {
      throw new NotUnderstood("awk: cannot write " + name + ": " + FileAccess.reason(e));
    }
  }

  int system(String command) throws NotUnderstood {
    flush.run();
    for (Map.Entry<String, StringBuilder> entry : written.entrySet()) {
      put(entry.getKey(), entry.getValue().toString());
    }
    return call.call(List.of("sh", "-c", command), "");
  }

  void closeAll() throws NotUnderstood {
    for (String name : List.copyOf(written.keySet())) {
      close(name);
    }
    for (String name : List.copyOf(piped.keySet())) {
      close(name);
    }
  }
}
