package dev.plinth.rpm.database;

import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.pkg.installed.DatabaseReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * rpm's database in each of its forms, told apart by their first bytes: SQLite ({@code
 * rpmdb.sqlite}), NDB ({@code Packages.db}) and Berkeley DB's hash ({@code Packages}), in {@code
 * var/lib/rpm}, {@code usr/lib/sysimage/rpm} and rpm-ostree's {@code usr/share/rpm}.
 *
 * <p>Public keys that were imported, which rpm lists as packages {@code gpg-pubkey}, are left out.
 */
public final class RpmDatabases implements DatabaseReader {
  private static final List<String> FOLDERS =
      List.of("var/lib/rpm/", "usr/lib/sysimage/rpm/", "usr/share/rpm/");

  /** SQLite's write-ahead log and rollback journal, which hold what a crash left unfinished. */
  private static final Set<String> LOGS = Set.of("rpmdb.sqlite-wal", "rpmdb.sqlite-journal");

  private static final int LOG_HEADER = 32;

  private static final Set<String> NAMES = Set.of("rpmdb.sqlite", "Packages.db", "Packages");

  @Override
  public boolean reads(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String folder = path.substring(0, path.length() - name.length());
    return FOLDERS.contains(folder) && (NAMES.contains(name) || LOGS.contains(name));
  }

  @Override
  public DatabaseFile read(String path, Path file) throws IOException {
    if (path.endsWith("-wal") || path.endsWith("-journal")) {
      return log(path, file);
    }
    DatabaseCollector found = new DatabaseCollector(path);
    HeaderSink sink = new HeaderSink(found);
    try (DatabaseBytes bytes = DatabaseBytes.open(file)) {
      ByteBuffer head = bytes.read(0, (int) Math.min(bytes.size(), 100));
      if (SqliteFile.isOne(head)) {
        new PackagesTable(new SqliteFile(bytes, head), sink).read();
      } else if (NdbPackages.isOne(head)) {
        new NdbPackages(bytes, head, sink).read();
      } else if (BerkeleyHash.isOne(head)) {
        new BerkeleyHash(bytes, head, sink).read();
      } else {
        found.gap("is no database of rpm that is known");
      }
    } catch (PlinthException e) {
      sink.gap(e);
    }
    return found.finish();
  }

  private static DatabaseFile log(String path, Path file) throws IOException {
    byte[] head;
    try (var in = Files.newInputStream(file)) {
      head = in.readNBytes(LOG_HEADER);
    }
    // A log without frames is its header alone; a journal that was finished begins with zeros.
    if (Files.size(file) <= LOG_HEADER || Arrays.equals(head, new byte[LOG_HEADER])) {
      return DatabaseFile.of(List.of());
    }
    String gap = path + ": may hold changes that are not in the database yet: it was not read";
    return new DatabaseFile(List.of(), new TreeMap<>(), List.of(gap));
  }
}
