package dev.plinth.app.feeds;

import dev.plinth.vuln.life.DistroInfo;
import dev.plinth.vuln.life.EndOfLifeDates;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.life.SecuritySupport;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files that say when support ends, told by their names and how they begin. */
final class LifeFiles {
  private static final Pattern COMPRESSED = Pattern.compile("\\.(xz|gz|zst|bz2)$");
  private static final Pattern DATES =
      Pattern.compile("\"(eol|eolFrom|releaseCycle)\"\\s*:", Pattern.MULTILINE);

  private LifeFiles() {}

  /**
   * What was read.
   *
   * @param gaps what was not, one sentence each
   */
  record Read(LifeTable table, List<String> gaps) {
    Read {
      gaps = List.copyOf(gaps);
    }
  }

  /** Whether a file is of debian-security-support, by its name. */
  static boolean isSupport(String name) {
    return name.startsWith("security-support-");
  }

  /** Reads one; empty where it is none. {@code whole} is closed where it is one. */
  static Optional<Read> read(InputStream whole, byte[] head, String file) {
    String path = COMPRESSED.matcher(file).replaceFirst("");
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(' ')) + 1);
    if (isSupport(name)) {
      return Optional.of(new Read(SecuritySupport.read(whole, name), List.of()));
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("version,codename,series")) {
      String product = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
      return Optional.of(new Read(DistroInfo.read(whole, name, product), List.of()));
    }
    if (DATES.matcher(text).find()) {
      EndOfLifeDates.Read read = EndOfLifeDates.read(whole, name);
      return Optional.of(new Read(read.table(), read.gaps()));
    }
    return Optional.empty();
  }
}
