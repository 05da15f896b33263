package dev.plinth.apk.installed;

import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.pkg.installed.DatabaseReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * apk's database of installed packages: the text {@code lib/apk/db/installed} that apk-tools 2 and
 * 3 keep, below {@code usr} where directories are merged, and {@code db-uvol} for packages on
 * volumes; and the ADB form that {@code apk convdb} of version 3 writes.
 *
 * <p>Paths owned are files and links; directories are left out, as packages share them.
 */
public final class ApkDatabase implements DatabaseReader {
  private static final Set<String> PATHS =
      Set.of(
          "lib/apk/db/installed",
          "usr/lib/apk/db/installed",
          "lib/apk/db-uvol/installed",
          "usr/lib/apk/db-uvol/installed",
          "lib/apk/db/installed.adb",
          "usr/lib/apk/db/installed.adb");

  @Override
  public boolean reads(String path) {
    return PATHS.contains(path);
  }

  @Override
  public DatabaseFile read(String path, Path file) throws IOException {
    DatabaseCollector found = new DatabaseCollector(path);
    if (isAdb(file)) {
      new AdbInstalled(found).read(AdbFile.read(path, file));
    } else {
      new InstalledText(found).read(file);
    }
    return found.finish();
  }

  private static boolean isAdb(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      // No field of the text is longer than one letter.
      return head.length == 4 && head[0] == 'A' && head[1] == 'D' && head[2] == 'B';
    }
  }
}
