package dev.plinth.inventory.merge;

import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.HygieneFinding.Kind;
import dev.plinth.inventory.UnownedFiles;
import dev.plinth.inventory.listing.EntryKind;
import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.inventory.listing.ListingReader;
import dev.plinth.inventory.spool.Spool;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at all visible files, from the top layer down, once it is known who owns what. */
final class FileAudit {
  private static final int MOST_LISTED = 1000;
  private static final int MOST_FINDINGS = 10_000;
  private static final int WORLD_WRITE = 0002;
  private static final int STICKY = 01000;
  private static final int SET_IDS = 06000;
  private static final int ANY_EXECUTE = 0111;

  private final Ownership ownership;
  private final Above above = new Above();
  private final List<UnownedFiles> unowned = new ArrayList<>();
  private final List<HygieneFinding> findings = new ArrayList<>();
  private boolean full;

  FileAudit(Ownership ownership) {
    this.ownership = ownership;
  }

  /**
   * The next layer from the top.
   *
   * @param layer its number
   * @param real its entries where they really are
   * @param bottom whether none lies below it
   */
  void audit(int layer, Spool real, boolean bottom) throws IOException {
    long count = 0;
    List<String> first = new ArrayList<>();
    ListingReader reader = new ListingReader(real.stream());
    for (ListedEntry next = reader.next(); next != null; next = reader.next()) {
      if (next.kind().isMarker() || !above.shows(next)) {
        continue;
      }
      if (isFile(next.kind())) {
        boolean owned = ownership.isOwned(next.path());
        if (!owned) {
          count++;
          if (first.size() < MOST_LISTED) {
            first.add(RawPath.toText(next.path()));
          }
        }
        modes(layer, next, owned);
      } else if (next.kind() == EntryKind.DIRECTORY) {
        modes(layer, next, true);
      }
    }
    if (count > 0) {
      unowned.add(new UnownedFiles(layer, count, first));
    }
    if (!bottom) {
      above.add(real);
    }
  }

  private static boolean isFile(EntryKind kind) {
    return kind == EntryKind.FILE || kind == EntryKind.HARD_LINK;
  }

  private void modes(int layer, ListedEntry entry, boolean owned) {
    int mode = entry.mode();
    boolean directory = entry.kind() == EntryKind.DIRECTORY;
    if ((mode & WORLD_WRITE) != 0 && !(directory && (mode & STICKY) != 0)) {
      String what = directory ? "a directory without the sticky bit" : "a file";
      find(
          Kind.WORLD_WRITABLE, entry, layer, what + " that anybody may write, mode " + octal(mode));
    }
    if (!owned && (mode & SET_IDS) != 0 && (mode & ANY_EXECUTE) != 0) {
      String what = (mode & 04000) != 0 ? "setuid" : "setgid";
      find(Kind.SETUID_UNOWNED, entry, layer, what + ", of no package, mode " + octal(mode));
    }
  }

  private void find(Kind kind, ListedEntry entry, int layer, String detail) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(new HygieneFinding(kind, RawPath.toText(entry.path()), layer, detail));
    } else {
      full = true;
    }
  }

  private static String octal(int mode) {
    return String.format("%04o", mode);
  }

  /** From the bottom. */
  List<UnownedFiles> unowned() {
    return unowned.reversed();
  }

  List<HygieneFinding> findings() {
    return findings;
  }

  /** What could not be told; one sentence each. */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    if (full) {
      gaps.add("more than " + MOST_FINDINGS + " files have modes to complain of");
    }
    if (above.isFull()) {
      gaps.add("the layers have too many files: some that are hidden count as visible");
    }
    return gaps;
  }
}
