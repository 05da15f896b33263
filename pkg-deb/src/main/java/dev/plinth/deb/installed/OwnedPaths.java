package dev.plinth.deb.installed;

import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.DatabaseLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lists of a package's paths: {@code .list} has a path a line, {@code .md5sums} a hash of 32
 * digits, two characters and a path (deb-md5sums(5)).
 */
final class OwnedPaths {
  private static final int HASH = 32;
  private static final int SEPARATOR = 2;

  private final DatabaseCollector found;

  OwnedPaths(DatabaseCollector found) {
    this.found = found;
  }

  void read(String owner, boolean sums, Path file) throws IOException {
    List<String> paths = new ArrayList<>();
    try (DatabaseLines lines = DatabaseLines.open(file)) {
      for (String line = lines.next();
          line != null && !found.isFullOfFiles();
          line = lines.next()) {
        String path = sums ? afterHash(line) : line;
        if (lines.isCut() || (sums && path.isEmpty() && !line.isEmpty())) {
          found.gap("line " + lines.number() + " names no file");
        } else if (lines.isUnfinished() && !sums) {
          // dpkg ends each line; a path that was cut may be another one.
          found.gap("ends in the middle of line " + lines.number());
        } else {
          found.path(paths, path);
        }
      }
    }
    found.owns(owner, paths);
  }

  private static String afterHash(String line) {
    boolean hashed =
        line.length() > HASH + SEPARATOR
            && line.charAt(HASH) == ' '
            && line.chars().limit(HASH).allMatch(c -> Character.digit(c, 16) >= 0);
    return hashed ? line.substring(HASH + SEPARATOR) : "";
  }
}
