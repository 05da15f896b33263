package dev.plinth.inventory.layers;

import dev.plinth.inventory.listing.EntryKind;
import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.inventory.listing.ListingWriter;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes which package owns which paths, in the form of a listing: a directory is the database file
 * that says so (empty for packages of languages), a link a package and its version, a file a path.
 */
final class OwnedWriter {
  private final ListingWriter out;

  OwnedWriter(OutputStream out) {
    this.out = new ListingWriter(out);
  }

  /** What follows is said by this file. */
  void source(String path) throws IOException {
    out.add(new ListedEntry(EntryKind.DIRECTORY, 0, path, ""));
  }

  /**
   * The files of a package.
   *
   * @param version empty where the source names the package only
   */
  void add(String name, String version, List<String> files) throws IOException {
    out.add(new ListedEntry(EntryKind.SYMLINK, 0, RawPath.ofText(name), RawPath.ofText(version)));
    for (String file : files) {
      out.add(new ListedEntry(EntryKind.FILE, 0, raw(file), ""));
    }
  }

  /** Paths are raw; one that was decoded after all is turned back. */
  private static String raw(String path) {
    String clean = path.startsWith("/") ? path.substring(1) : path;
    for (int i = 0; i < clean.length(); i++) {
      if (clean.charAt(i) > 0xff) {
        return RawPath.ofText(clean);
      }
    }
    return clean;
  }
}
