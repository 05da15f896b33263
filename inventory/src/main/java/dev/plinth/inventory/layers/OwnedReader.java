package dev.plinth.inventory.layers;

import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.inventory.listing.ListingReader;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/** Reads the owned paths of a layer. */
public final class OwnedReader {
  /** Takes one path after the other. */
  public interface Owned {
    /**
     * A path and its owner.
     *
     * @param name of the package; empty for one of a language
     * @param version empty where only the name is known
     * @param path raw
     */
    void accept(String name, String version, String path);
  }

  private OwnedReader() {}

  /**
   * Gives all paths of those sources that count.
   *
   * @param counts by the raw path of the database file
   */
  public static void read(InputStream in, Predicate<String> counts, Owned to) throws IOException {
    ListingReader reader = new ListingReader(in);
    boolean wanted = false;
    String name = "";
    String version = "";
    for (ListedEntry next = reader.next(); next != null; next = reader.next()) {
      switch (next.kind()) {
        case DIRECTORY -> wanted = counts.test(next.path());
        case SYMLINK -> {
          name = RawPath.toText(next.path());
          version = RawPath.toText(next.target());
        }
        default -> {
          if (wanted) {
            to.accept(name, version, next.path());
          }
        }
      }
    }
  }
}
