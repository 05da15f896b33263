package dev.plinth.inventory.language;

import dev.plinth.inventory.spool.ByteSource;
import dev.plinth.inventory.spool.Spool;
import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.pkg.installed.PackageType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/** One archive with all that lies in it; what is read of it altogether is bounded. */
final class JavaArchive {
  private static final int MOST_WANTED = 20_000;
  private static final int MOST_ARCHIVES = 20_000;
  private static final int LONGEST_TEXT = 256 << 10;
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String MAVEN = "META-INF/maven/";
  private static final String POM = "/pom.properties";

  private final String file;
  private final SpoolFolder spools;
  private final Found found;
  private final ArchiveBudget layer;
  private final ArchiveBudget budget;
  private int archives;

  /**
   * @param size bytes of the file; what is unpacked of it stays in proportion
   * @param layer what all archives of the layer may cost together
   */
  JavaArchive(String file, long size, SpoolFolder spools, ArchiveBudget layer, Found found) {
    this.file = file;
    this.spools = spools;
    this.layer = layer;
    this.budget = ArchiveBudget.ofFile(size);
    this.found = found;
  }

  void read(String place, ByteSource bytes, int depth) throws IOException {
    if (depth > JavaArchives.DEEPEST) {
      found.gap(
          place, "was not read: it lies more than " + JavaArchives.DEEPEST + " archives deep");
      return;
    }
    if (++archives > MOST_ARCHIVES) {
      found.gap(file, "was not read to its end: it holds more than " + MOST_ARCHIVES + " archives");
      return;
    }
    try {
      ZipDirectory zip = ZipDirectory.open(bytes);
      int most = (int) Math.min(budget.entries(), layer.entries());
      JarGroups.Folders folders = new JarGroups.Folders();
      ZipDirectory.Listing listing =
          zip.list(
              name -> {
                folders.entry(name);
                return isWanted(name);
              },
              most,
              MOST_WANTED);
      budget.looked(listing.looked());
      layer.looked(listing.looked());
      if (!listing.whole()) {
        found.gap(place, "was not read to its end: it has too many entries");
      }
      identify(place, zip, listing.entries(), folders);
      for (ZipEntryInfo entry : listing.entries()) {
        if (JavaArchives.isArchive(entry.name())) {
          nested(place, zip, entry, depth);
        }
      }
    } catch (ZipException | EOFException e) {
      found.gap(place, "is a damaged archive: " + e.getMessage());
    }
  }

  private static boolean isWanted(String name) {
    return name.equals(MANIFEST)
        || (name.startsWith(MAVEN) && name.endsWith(POM))
        || JavaArchives.isArchive(name);
  }

  private void identify(
      String place, ZipDirectory zip, List<ZipEntryInfo> entries, JarGroups.Folders folders)
      throws IOException {
    HeaderFields manifest = HeaderFields.manifest(List.of());
    List<JarIdentity> poms = new ArrayList<>();
    for (ZipEntryInfo entry : entries) {
      if (entry.name().equals(MANIFEST)) {
        manifest = HeaderFields.manifest(Texts.lines(text(place, zip, entry)));
      } else if (entry.name().endsWith(POM)) {
        JarIdentity pom = JarIdentity.ofPom(text(place, zip, entry));
        if (pom.isKnown()) {
          poms.add(pom);
        }
      }
    }
    String name = Texts.name(place);
    JarIdentity identity = JarIdentity.of(name, manifest);
    boolean own = false;
    for (JarIdentity pom : poms) {
      own |= identity.isOf(pom, name, poms.size() == 1);
      // Without the manifest's licence: a copy shaded elsewhere has none, and would count apart.
      add(place, pom);
    }
    // What was shaded into another JAR brings its pom.properties along: that is not the JAR itself.
    if (!own && identity.isKnown()) {
      add(place, JarGroups.complete(identity, folders));
    }
  }

  private void add(String place, JarIdentity jar) {
    found.add(
        file, place, PackageType.MAVEN, jar.name(), jar.version(), jar.vendor(), jar.licence());
  }

  private byte[] text(String place, ZipDirectory zip, ZipEntryInfo entry) throws IOException {
    if (entry.isEncrypted() || left() <= 0) {
      found.gap(place, "was not read to its end");
      return new byte[0];
    }
    try (InputStream in = zip.open(entry)) {
      byte[] text = Texts.head(in, LONGEST_TEXT);
      spend(text.length);
      return text;
    }
  }

  private void nested(String place, ZipDirectory zip, ZipEntryInfo entry, int depth)
      throws IOException {
    String inner = place + "!/" + dev.plinth.rootfs.RawPath.ofText(entry.name());
    if (inner.length() > 16_384 || entry.isEncrypted()) {
      found.gap(place, "holds an archive that cannot be read");
    } else if (entry.method() == 0) {
      read(inner, zip.stored(entry), depth + 1);
    } else if (depth == JavaArchives.DEEPEST) {
      found.gap(inner, "was not read: it lies too many archives deep");
    } else {
      unpacked(inner, zip, entry, depth);
    }
  }

  private void unpacked(String inner, ZipDirectory zip, ZipEntryInfo entry, int depth)
      throws IOException {
    try (Spool spool = spools.open(Math.max(0, left()));
        InputStream in = zip.open(entry)) {
      boolean whole = spool.take(in);
      spend(whole ? spool.size() : left());
      if (!whole) {
        found.gap(
            inner, "was not read: the archives in " + Texts.show(file) + " unpack to too much");
        return;
      }
      read(inner, spool, depth + 1);
    } catch (ZipException | EOFException e) {
      found.gap(inner, "is a damaged archive: " + e.getMessage());
    }
  }

  private long left() {
    return Math.min(budget.unpacked(), layer.unpacked());
  }

  private void spend(long bytes) {
    budget.unpacked(bytes);
    layer.unpacked(bytes);
  }
}
