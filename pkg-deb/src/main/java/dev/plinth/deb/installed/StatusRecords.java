package dev.plinth.deb.installed;

import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.DatabaseLines;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Records of {@code status} or {@code status.d} (dpkg(1), deb-control(5)), read line by line. A
 * package counts while its files are there: {@code installed}, and the stages between unpacking and
 * that; not {@code config-files}.
 */
final class StatusRecords {
  private static final Set<String> KEPT =
      Set.of("package", "status", "version", "architecture", "source", "maintainer");

  private static final Set<String> THERE =
      Set.of("installed", "unpacked", "half-configured", "triggers-awaited", "triggers-pending");

  private static final Set<String> GONE = Set.of("not-installed", "config-files");

  private final DatabaseCollector found;
  private final boolean withoutStatus;
  private final Map<String, String> fields = new HashMap<>();
  private String current = "";

  /**
   * @param withoutStatus whether a record without {@code Status} is an installed package
   */
  StatusRecords(DatabaseCollector found, boolean withoutStatus) {
    this.found = found;
    this.withoutStatus = withoutStatus;
  }

  void read(Path file) throws IOException {
    try (DatabaseLines lines = DatabaseLines.open(file)) {
      boolean unfinished = false;
      for (String line = lines.next(); line != null && !found.isFull(); line = lines.next()) {
        if (lines.isCut()) {
          found.gap("line " + lines.number() + " is too long to be true");
          current = "";
        } else if (line.isBlank()) {
          finish();
        } else {
          line(line, lines.number());
        }
        unfinished = lines.isUnfinished();
      }
      // Whoever writes status.d may leave out the last line feed; dpkg never does.
      if (unfinished && !withoutStatus) {
        found.gap("ends in the middle of line " + lines.number());
      }
      if (lines.isTooLong()) {
        found.gap("is longer than " + DatabaseLines.MOST_BYTES + " bytes: the rest was not read");
      }
      finish();
    }
  }

  private void line(String line, int number) {
    char first = line.charAt(0);
    if (first == ' ' || first == '\t') {
      // None of the fields that are kept has a second line.
      if (current.isEmpty()) {
        found.gap("line " + number + " continues no field");
      }
    } else if (first != '#') {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        found.gap("line " + number + " is no field");
        return;
      }
      current = line.substring(0, colon).toLowerCase(Locale.ROOT);
      if (KEPT.contains(current)) {
        fields.put(current, RawPath.toText(line.substring(colon + 1)).strip());
      }
    }
  }

  private void finish() {
    if (!current.isEmpty() && isThere()) {
      found.add(pkg());
    }
    fields.clear();
    current = "";
  }

  private boolean isThere() {
    String[] status = text("status").split("\\s+", -1);
    String stage = status.length == 3 ? status[2] : "";
    if (THERE.contains(stage) || (withoutStatus && text("status").isEmpty())) {
      return true;
    }
    if (!GONE.contains(stage)) {
      found.gap(
          "the package '"
              + text("package")
              + "' may or may not be there: its status is '"
              + text("status")
              + "'");
    }
    return false;
  }

  private InstalledPackage pkg() {
    String name = text("package");
    String version = text("version");
    String source = text("source");
    int open = source.indexOf('(');
    int close = source.indexOf(')', open + 1);
    String sourceName = (open < 0 ? source : source.substring(0, open)).strip();
    String sourceVersion = open < 0 || close < 0 ? "" : source.substring(open + 1, close).strip();
    return new InstalledPackage(
        PackageType.DEB,
        name,
        version,
        text("architecture"),
        sourceName.isEmpty() ? name : sourceName,
        sourceVersion.isEmpty() ? version : sourceVersion,
        text("maintainer"),
        "",
        "",
        "",
        List.of());
  }

  private String text(String field) {
    return fields.getOrDefault(field, "");
  }
}
