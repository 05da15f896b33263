package dev.plinth.inventory.source;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarLimits;
import dev.plinth.archive.TarReader;
import dev.plinth.inventory.layers.LayerScanner;
import dev.plinth.inventory.listing.EntryKind;
import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Gives the entries of a tar archive, whiteouts told apart (OCI image-spec, layer.md). */
final class TarWalk {
  /** Three million entries, 64 GiB, of a sparse file 4 GiB. */
  static final TarLimits LIMITS = new TarLimits(3_000_000, 64L << 30, 1 << 20, 4L << 30);

  private static final String PREFIX = ".wh.";
  private static final String RESERVED = ".wh..wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final int LONGEST_PATH = 4096;

  private final String what;
  private final LayerScanner scanner;

  private TarWalk(String what, LayerScanner scanner) {
    this.what = what;
    this.scanner = scanner;
  }

  /** Gives all entries; the stream stays open. */
  static void feed(InputStream tar, String what, LayerScanner scanner) throws IOException {
    TarWalk walk = new TarWalk(what, scanner);
    TarReader reader = new TarReader(tar, what, LIMITS); // the stream is the caller's
    for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
      walk.entry(next.get(), reader.content());
    }
  }

  private void entry(TarEntry entry, InputStream content) throws IOException {
    String path;
    try {
      path = RawPath.ofMember(entry.name(), what).substring(1);
    } catch (PlinthException e) {
      scanner.gap("an entry was left out: " + e.getMessage());
      return;
    }
    if (path.length() > LONGEST_PATH) {
      scanner.gap(
          "an entry was left out: '"
              + RawPath.toText(path.substring(0, 80))
              + "…' is longer than a path may be");
      return;
    }
    int marker = path.startsWith(PREFIX) ? 0 : path.indexOf("/" + PREFIX) + 1;
    if (marker > 0 || path.startsWith(PREFIX)) {
      marker(path, marker, entry.mode(), content);
      return;
    }
    String target =
        switch (entry.type()) {
          case SYMLINK -> cut(entry.linkName());
          case HARD_LINK -> RawPath.normalize(cut(entry.linkName())).substring(1);
          default -> "";
        };
    scanner.entry(
        new ListedEntry(kind(entry.type()), entry.mode(), path, target), entry.size(), content);
  }

  /**
   * What stands below a marker, and the other reserved names (left over from AUFS), mean nothing.
   *
   * @param at where the name of the marker begins
   */
  private void marker(String path, int at, int mode, InputStream content) throws IOException {
    String name = path.substring(at);
    String directory = path.substring(0, Math.max(0, at - 1));
    if (name.equals(OPAQUE)) {
      scanner.entry(new ListedEntry(EntryKind.OPAQUE, mode, directory, ""), 0, content);
    } else if (!name.startsWith(RESERVED) && name.indexOf('/') < 0) {
      String hidden = name.substring(PREFIX.length());
      if (hidden.isEmpty() || hidden.equals(".")) {
        scanner.gap("a whiteout of nothing was left out: '" + RawPath.toText(path) + "'");
        return;
      }
      String whole = directory.isEmpty() ? hidden : directory + "/" + hidden;
      scanner.entry(new ListedEntry(EntryKind.WHITEOUT, mode, whole, ""), 0, content);
    }
  }

  private static String cut(String target) {
    return target.length() > LONGEST_PATH ? target.substring(0, LONGEST_PATH) : target;
  }

  private static EntryKind kind(TarEntry.Type type) {
    return switch (type) {
      case FILE -> EntryKind.FILE;
      case DIRECTORY -> EntryKind.DIRECTORY;
      case SYMLINK -> EntryKind.SYMLINK;
      case HARD_LINK -> EntryKind.HARD_LINK;
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> EntryKind.SPECIAL;
    };
  }
}
