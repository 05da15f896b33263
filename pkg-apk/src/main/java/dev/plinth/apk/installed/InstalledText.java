package dev.plinth.apk.installed;

import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.DatabaseLines;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text form (apk-v2(5), "installed"): records of {@code X:value} lines, ended by an empty line.
 * {@code F:} names a directory, the {@code R:} after it the files in it.
 */
final class InstalledText {
  private static final String KEPT = "PVAomL";

  private final DatabaseCollector found;
  private final Map<Character, String> fields = new HashMap<>();
  private List<String> files = new ArrayList<>();
  private @Nullable String directory;

  InstalledText(DatabaseCollector found) {
    this.found = found;
  }

  void read(Path file) throws IOException {
    try (DatabaseLines lines = DatabaseLines.open(file)) {
      boolean unfinished = false;
      for (String line = lines.next(); line != null && !found.isFull(); line = lines.next()) {
        if (lines.isCut()) {
          found.gap("line " + lines.number() + " is too long to be true");
        } else if (line.isEmpty()) {
          finish();
        } else if (line.length() < 2 || line.charAt(1) != ':') {
          found.gap("line " + lines.number() + " is no field");
        } else {
          field(line.charAt(0), line.substring(2), lines.number());
        }
        unfinished = lines.isUnfinished();
      }
      if (unfinished) {
        found.gap("ends in the middle of line " + lines.number());
      }
      if (lines.isTooLong()) {
        found.gap("is longer than " + DatabaseLines.MOST_BYTES + " bytes: the rest was not read");
      }
      finish();
    }
  }

  private void field(char name, String value, int line) {
    if (KEPT.indexOf(name) >= 0) {
      fields.put(name, RawPath.toText(value));
    } else if (name == 'F') {
      directory = value;
    } else if (name == 'R') {
      if (directory == null) {
        found.gap("line " + line + " names a file without a directory");
      } else {
        found.path(files, directory + "/" + value);
      }
    }
  }

  private void finish() {
    if (!fields.isEmpty() || !files.isEmpty()) {
      String name = text('P');
      String version = text('V');
      String origin = text('o').isEmpty() ? name : text('o');
      found.add(
          new InstalledPackage(
              PackageType.APK,
              name,
              version,
              text('A'),
              origin,
              version,
              text('m'),
              text('L'),
              "",
              "",
              files));
    }
    fields.clear();
    files = new ArrayList<>();
    directory = null;
  }

  private String text(char field) {
    return fields.getOrDefault(field, "");
  }
}
