package dev.plinth.inventory.merge;

import dev.plinth.inventory.listing.EntryKind;
import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.inventory.listing.ListingReader;
import dev.plinth.inventory.listing.PathHash;
import dev.plinth.inventory.listing.PathTable;
import dev.plinth.inventory.spool.Spool;
import java.io.IOException;

/** What upper layers hide of those below them, as hashes: some 20 bytes an entry. */
final class Above {
  /** Most entries above the bottom layer: some 100 MB then. */
  private static final int MOST = 3_000_000;

  private static final int FILE = 1;
  private static final int DIRECTORY = 2;
  private static final int WHITEOUT = 4;
  private static final int OPAQUE = 8;

  private final PathTable bits = new PathTable(MOST);
  private boolean full;

  boolean isFull() {
    return full;
  }

  void add(Spool real) throws IOException {
    ListingReader reader = new ListingReader(real.stream());
    for (ListedEntry next = reader.next(); next != null && !full; next = reader.next()) {
      int bit =
          switch (next.kind()) {
            case DIRECTORY -> DIRECTORY;
            case WHITEOUT -> WHITEOUT;
            case OPAQUE -> OPAQUE;
            default -> FILE;
          };
      full = !bits.add(PathHash.of(next.path()), bit);
    }
  }

  /** Whether an entry of the layer below is still to be seen. */
  boolean shows(ListedEntry entry) {
    if (bits.size() == 0) {
      return true;
    }
    long state = PathHash.start();
    String path = entry.path();
    if ((bits.get(PathHash.end(state)) & OPAQUE) != 0 && !path.isEmpty()) {
      return false;
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/' && (bits.get(PathHash.end(state)) & (FILE | WHITEOUT | OPAQUE)) != 0) {
        return false;
      }
      state = PathHash.step(state, c);
    }
    int own = bits.get(PathHash.end(state));
    // A directory that an upper layer has too is shown with that one's mode.
    return (own & (FILE | WHITEOUT | DIRECTORY)) == 0
        || (entry.kind() == EntryKind.DIRECTORY && own == OPAQUE);
  }
}
