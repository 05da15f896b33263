package dev.plinth.deb.installed;

import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.pkg.installed.DatabaseReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * dpkg's database (dpkg(1), "Files"): {@code status}; {@code info/NAME.list} and {@code
 * info/NAME:ARCHITECTURE.list} with the paths of a package, {@code info/….md5sums} with its regular
 * files; and {@code status.d}, where images without dpkg keep a file for each package and its
 * {@code .md5sums}.
 *
 * <p>Paths come under the package's name without its architecture: where several architectures are
 * installed they share them.
 */
public final class DpkgDatabase implements DatabaseReader {
  private static final String FOLDER = "var/lib/dpkg/";
  private static final String INFO = FOLDER + "info/";
  private static final String RECORDS = FOLDER + "status.d/";
  private static final String LIST = ".list";
  private static final String SUMS = ".md5sums";

  @Override
  public boolean reads(String path) {
    if (path.equals(FOLDER + "status")) {
      return true;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (path.equals(INFO + name)) {
      return isPaths(name);
    }
    return path.equals(RECORDS + name) && !name.isEmpty() && !name.startsWith(".");
  }

  @Override
  public DatabaseFile read(String path, Path file) throws IOException {
    DatabaseCollector found = new DatabaseCollector(path);
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (isPaths(name) && !path.equals(FOLDER + name)) {
      new OwnedPaths(found).read(owner(name), name.endsWith(SUMS), file);
    } else {
      new StatusRecords(found, path.startsWith(RECORDS)).read(file);
    }
    return found.finish();
  }

  private static boolean isPaths(String name) {
    return (name.endsWith(LIST) && name.length() > LIST.length())
        || (name.endsWith(SUMS) && name.length() > SUMS.length());
  }

  /** The package's name in that of a file. */
  private static String owner(String file) {
    String stem = file.substring(0, file.lastIndexOf('.'));
    int colon = stem.indexOf(':');
    return colon < 0 ? stem : stem.substring(0, colon);
  }
}
