package dev.plinth.inventory.merge;

import dev.plinth.inventory.layers.Aliases;
import dev.plinth.inventory.layers.CopyrightReader;
import dev.plinth.inventory.layers.LayerScanner;
import dev.plinth.inventory.listing.EntryKind;
import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.inventory.listing.ListingReader;
import dev.plinth.inventory.source.Feeding;
import dev.plinth.inventory.spool.SpoolFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The files that merged layers show, directories left out. */
final class MergedFiles {
  private MergedFiles() {}

  static Set<String> of(Path temporary, List<InputStream> tars) throws IOException {
    Set<String> result = new TreeSet<>();
    try (SpoolFolder spools = SpoolFolder.in(temporary);
        Merge merge = new Merge(spools)) {
      for (InputStream tar : tars) {
        LayerScanner scanner =
            new LayerScanner(List.of(), CopyrightReader.NONE, Set.of(), Aliases.NONE, spools);
        Feeding.feed(tar, scanner);
        merge.add(scanner.finish());
      }
      Above above = new Above();
      for (Merge.Layer layer : merge.layers().reversed()) {
        ListingReader reader = new ListingReader(layer.real().stream());
        for (ListedEntry next = reader.next(); next != null; next = reader.next()) {
          boolean counts = !next.kind().isMarker() && next.kind() != EntryKind.DIRECTORY;
          if (counts && above.shows(next)) {
            result.add(next.path());
          }
        }
        above.add(layer.real());
      }
    }
    return result;
  }
}
