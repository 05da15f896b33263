package dev.plinth.inventory.merge;

import dev.plinth.inventory.listing.EntryKind;
import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.inventory.listing.ListingReader;
import dev.plinth.inventory.listing.ListingWriter;
import dev.plinth.inventory.spool.Spool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Layers put on each other from the bottom, as a container runtime does (OCI image-spec, layer.md),
 * but only for the links and for the few files that tell something.
 */
final class Overlay {
  private final Links links = new Links();
  private final TreeMap<String, Span> visible = new TreeMap<>();

  Links links() {
    return links;
  }

  /**
   * Puts a layer on those before.
   *
   * @param listing its entries
   * @param markers whether there are whiteouts among them
   * @param real takes the entries with the paths where they really are
   */
  void apply(int layer, Spool listing, boolean markers, ListingWriter real) throws IOException {
    if (markers) {
      // They hide what lower layers have, wherever in the layer they stand.
      ListingReader reader = new ListingReader(listing.stream());
      for (ListedEntry next = reader.next(); next != null; next = reader.next()) {
        if (next.kind().isMarker()) {
          hide(layer, next);
        }
      }
    }
    ListingReader reader = new ListingReader(listing.stream());
    for (ListedEntry next = reader.next(); next != null; next = reader.next()) {
      String path = links.canonical(next.path());
      if (!next.kind().isMarker()) {
        place(layer, next, path);
      }
      real.add(new ListedEntry(next.kind(), next.mode(), path, next.target()));
    }
  }

  private void hide(int layer, ListedEntry marker) {
    String path = links.canonical(marker.path());
    if (marker.kind() == EntryKind.WHITEOUT) {
      end(path, layer);
      links.remove(path);
    } else {
      path = links.follow(marker.path());
    }
    endBelow(path, layer);
    links.removeBelow(path);
  }

  private void place(int layer, ListedEntry entry, String path) {
    if (!visible.isEmpty()) {
      end(path, layer);
      if (entry.kind() != EntryKind.DIRECTORY) {
        endBelow(path, layer);
      }
    }
    if (entry.kind() == EntryKind.SYMLINK) {
      links.put(path, entry.target());
    } else {
      links.remove(path);
    }
  }

  private void end(String path, int layer) {
    Span span = visible.remove(path);
    if (span != null) {
      span.end(layer);
    }
  }

  private void endBelow(String directory, int layer) {
    NavigableMap<String, Span> below =
        directory.isEmpty()
            ? visible
            : visible.subMap(directory + "/", true, directory + "0", false);
    if (!below.isEmpty()) {
      List<Span> spans = new ArrayList<>(below.values());
      spans.forEach(span -> span.end(layer));
      below.clear();
    }
  }

  /** The file {@code path} of the layer that was put on last, to be followed from now on. */
  Span track(int layer, String path) {
    String real = links.canonical(path);
    Span known = visible.get(real);
    if (known != null && known.from() == layer) {
      return known;
    }
    Span span = new Span(real, layer);
    visible.put(real, span);
    return span;
  }
}
