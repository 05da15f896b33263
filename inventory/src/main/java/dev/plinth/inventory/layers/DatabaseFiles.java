package dev.plinth.inventory.layers;

import dev.plinth.inventory.Gaps;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.pkg.installed.DatabaseReader;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of package databases in one layer. */
final class DatabaseFiles {
  private static final long LARGEST = 1L << 30;
  private static final int MOST_PACKAGES = 200_000;
  private static final String MERGED = "usr/";

  /** Who reads a file, and as which path. */
  record Match(DatabaseReader reader, String as) {}

  private final List<DatabaseReader> readers;
  private final Path scratch;
  private final OwnedWriter owned;
  private final Gaps gaps;
  private final Map<String, DatabaseFacts> facts = new LinkedHashMap<>();
  private int packages;

  /**
   * @param scratch a file that is written anew for each of them
   */
  DatabaseFiles(List<DatabaseReader> readers, Path scratch, OwnedWriter owned, Gaps gaps) {
    this.readers = readers;
    this.scratch = scratch;
    this.owned = owned;
    this.gaps = gaps;
  }

  /** Empty where it is no file of a database. With merged /usr, {@code lib} lies in {@code usr}. */
  Optional<Match> match(String path) {
    Optional<Match> plain = matchAs(path);
    return plain.isEmpty() && path.startsWith("usr/lib/")
        ? matchAs(path.substring(MERGED.length()))
        : plain;
  }

  private Optional<Match> matchAs(String path) {
    for (DatabaseReader reader : readers) {
      if (reader.reads(path)) {
        return Optional.of(new Match(reader, path));
      }
    }
    return Optional.empty();
  }

  void read(String path, Match match, long size, InputStream content) throws IOException {
    String shown = RawPath.toText(path);
    if (size > LARGEST) {
      gaps.add(shown + " was not read: it has " + size + " bytes, more than " + LARGEST);
      return;
    }
    try (OutputStream out = Files.newOutputStream(scratch)) {
      content.transferTo(out);
    }
    try {
      DatabaseFile file = match.reader().read(match.as(), scratch);
      file.gaps().forEach(gap -> gaps.add(shown + ": " + gap));
      keep(path, shown, file);
    } catch (PlinthException e) {
      if (e.code() != ErrorCode.BAD_INPUT) {
        throw e;
      }
      gaps.add(shown + " was not read: " + e.getMessage());
    }
  }

  private void keep(String path, String shown, DatabaseFile file) throws IOException {
    int room = Math.min(file.packages().size(), MOST_PACKAGES - packages);
    if (room < file.packages().size()) {
      gaps.add(shown + " lists more than " + MOST_PACKAGES + " packages: the rest is not listed");
    }
    packages += room;
    List<InstalledPackage> kept = file.packages().subList(0, room);
    facts.put(path, new DatabaseFacts(path, kept.stream().map(DatabaseFiles::bare).toList()));
    owned.source(path);
    for (InstalledPackage pkg : kept) {
      if (!pkg.files().isEmpty()) {
        owned.add(pkg.name(), pkg.version(), pkg.files());
      }
    }
    for (Map.Entry<String, List<String>> files : file.files().entrySet()) {
      owned.add(files.getKey(), "", files.getValue());
    }
  }

  /** Without its files, which may be a million. */
  private static InstalledPackage bare(InstalledPackage p) {
    return p.files().isEmpty()
        ? p
        : new InstalledPackage(
            p.type(),
            p.name(),
            p.version(),
            p.architecture(),
            p.source(),
            p.sourceVersion(),
            p.vendor(),
            p.licence(),
            p.module(),
            p.signer(),
            List.of());
  }

  List<DatabaseFacts> facts() {
    return List.copyOf(facts.values());
  }
}
