package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks a tree, and notes what was asked and answered: a tree that answers the same leads to the
 * same. Said is, for each question, its kind and path and the answer, a NUL behind each.
 */
final class Looked {
  private static final String YES = "y";
  private static final String NO = "n";

  private final World world;
  private final FileAccess files;
  private final Map<String, String> answers = new TreeMap<>();

  Looked(World world) {
    this.world = world;
    this.files = new FileAccess(world.tree(), "/", 022, world.origin());
  }

  boolean isFile(String path) {
    return ask('f', path).equals(YES);
  }

  /** What the word stands for as a command with this path. */
  boolean isExecutable(String path) {
    return ask('x', path).equals(YES);
  }

  /** As {@link FileAccess#read}: what it holds decides something. */
  String read(String path) throws FileSystemException, NotUnderstood {
    ask('b', path);
    return files.read(path);
  }

  private String ask(char kind, String path) {
    return answers.computeIfAbsent(kind + path, this::answer);
  }

  private String answer(String question) {
    String path = question.substring(1);
    return switch (question.charAt(0)) {
      case 'f' -> files.isRegularFile(path) ? YES : NO;
      case 'x' -> Call.isExecutable(world, files.absolute(path)) ? YES : NO;
      case 'b' -> bytes(path);
      default -> NO;
    };
  }

  private String bytes(String path) {
    try {
      return files.isRegularFile(path)
          ? world.tree().content(files.absolute(path)).sha256().hex()
          : NO;
    } catch (FileSystemException e) {
      return NO;
    }
  }

  String said() {
    StringBuilder text = new StringBuilder();
    answers.forEach(
        (question, answer) -> text.append(question).append('\0').append(answer).append('\0'));
    return text.toString();
  }

  /** Whether the tree still answers as it did when {@code said} was. */
  static boolean holds(String said, World world) {
    if (said.isEmpty()) {
      return true;
    }
    Looked now = new Looked(world);
    String[] words = said.split("\0", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      if (words[i].isEmpty() || !now.answer(words[i]).equals(words[i + 1])) {
        return false;
      }
    }
    return true;
  }
}
