package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.pattern.Glob;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Pathname expansion over the tree (XCU 2.6.6), in byte order. */
final class Pathnames {
  private Pathnames() {}

  /** The paths that match; none where the pattern is to be left as it is. */
  static List<String> expand(FileAccess files, String pattern, Session session)
      throws NotUnderstood {
    List<String> found = new ArrayList<>();
    walk(files, pattern, "", found, session);
    Collections.sort(found);
    return found;
  }

  /**
   * @param rest of the pattern
   * @param path that the pattern before it has matched; ends in a slash or is empty
   */
  private static void walk(
      FileAccess files, String rest, String path, List<String> found, Session session)
      throws NotUnderstood {
    session.step();
    int slash = rest.indexOf('/');
    String segment = slash < 0 ? rest : rest.substring(0, slash);
    int after = slash;
    while (after >= 0 && after < rest.length() && rest.charAt(after) == '/') {
      after++;
    }
    String slashes = slash < 0 ? "" : rest.substring(slash, after);
    String tail = slash < 0 ? "" : rest.substring(after);
    if (!Glob.isPattern(segment)) {
      String next = path + Glob.unescape(segment) + slashes;
      if (!tail.isEmpty()) {
        walk(files, tail, next, found, session);
      } else if (slash < 0 ? files.lstat(next).isPresent() : files.isDirectory(next)) {
        found.add(next);
      }
      return;
    }
    List<String> names;
    try {
      names = files.list(path.isEmpty() ? "." : path);
    } catch (FileSystemException e) {
      return;
    }
    boolean dots = segment.startsWith(".") || segment.startsWith("\\.");
    if (dots) {
      names = new ArrayList<>(names);
      names.add(".");
      names.add("..");
    }
    for (String name : names) {
      session.step();
      if ((dots || !name.startsWith(".")) && Glob.matches(segment, name)) {
        String next = path + name + slashes;
        if (slash < 0) {
          found.add(next);
        } else if (files.isDirectory(path + name)) {
          if (tail.isEmpty()) {
            found.add(next);
          } else {
            walk(files, tail, next, found, session);
          }
        }
      }
    }
  }
}
