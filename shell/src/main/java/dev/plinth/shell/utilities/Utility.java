package dev.plinth.shell.utilities;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** What utilities share: their messages, their input files, lines. */
abstract class Utility implements Command {
  /** Writes {@code name: text} to standard error; gives the status of failure. */
  static int fail(Invocation call, String text) throws NotUnderstood {
    call.complain(call.arguments().getFirst() + ": " + text + "\n");
    return 1;
  }

  static int fail(Invocation call, String path, FileSystemException e) throws NotUnderstood {
    return fail(call, path + ": " + FileAccess.reason(e));
  }

  /** An operand that must be there. */
  static NotUnderstood usage(Invocation call) {
    return new NotUnderstood(
        "'" + String.join(" ", call.arguments()) + "' has operands that are not understood");
  }

  /** A file's content, or standard input for {@code -}. */
  static String read(Invocation call, FileAccess files, String path)
      throws FileSystemException, NotUnderstood {
    boolean standard = path.equals("-") || path.equals("/dev/stdin");
    return standard ? call.input() : files.read(path);
  }

  /** The operands' contents one after the other; standard input where there are none. */
  interface Consumer {
    void accept(String name, String text) throws NotUnderstood;
  }

  /**
   * @return the exit status: 1 where a file could not be read
   */
  static int forEachInput(Invocation call, List<String> operands, Consumer consumer)
      throws NotUnderstood {
    FileAccess files = FileAccess.of(call);
    int status = 0;
    for (String path : operands.isEmpty() ? List.of("-") : operands) {
      String text;
      try {
        text = read(call, files, path);
      } catch (FileSystemException e) {
        status = fail(call, path, e);
        continue;
      }
      consumer.accept(path, text);
    }
    return status;
  }

  /** The lines of a text without their newlines; a last line without one counts. */
  static List<String> lines(String text) {
    return split(text, '\n');
  }

  static List<String> split(String text, char end) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int next = text.indexOf(end, at);
      if (next < 0) {
        next = text.length();
      }
      lines.add(text.substring(at, next));
      at = next + 1;
    }
    return lines;
  }

  /** A number without a sign, or -1. */
  static long natural(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }

  /** The last element of a path as basename(1) sees it. */
  static String baseName(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    String trimmed = path.substring(0, end);
    return trimmed.equals("/") ? "/" : trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /** The directory part of a path as dirname(1) sees it. */
  static String dirName(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    int slash = path.lastIndexOf('/', end - 1);
    if (slash < 0) {
      return ".";
    }
    while (slash > 0 && path.charAt(slash - 1) == '/') {
      slash--;
    }
    return slash == 0 ? "/" : path.substring(0, slash);
  }
}
