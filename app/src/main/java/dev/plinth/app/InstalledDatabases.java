package dev.plinth.app;

import dev.plinth.apk.installed.ApkDatabase;
import dev.plinth.deb.installed.DpkgDatabase;
import dev.plinth.pkg.installed.DatabaseReader;
import dev.plinth.rpm.database.RpmDatabases;
import java.util.List;

/** The databases of installed packages that can be read. */
public final class InstalledDatabases {
  private InstalledDatabases() {}

  /** One reader a format. */
  public static List<DatabaseReader> readers() {
    return List.of(new DpkgDatabase(), new ApkDatabase(), new RpmDatabases());
  }
}
