package dev.plinth.inventory.layers;

import dev.plinth.inventory.Gaps;
import dev.plinth.model.Digest;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The copyright files in one layer. Only expressions are kept: the texts of 400 packages have some
 * megabytes, which every later scan of the layer would have to load.
 */
final class CopyrightFiles {
  /** The largest real ones, of boost, have 2 MiB. */
  static final int LARGEST = 3 << 20;

  /** Most bytes of all that are read: ten times those of 2000 packages. */
  static final long MOST_BYTES = 256L << 20;

  /** Most characters of one expression; the longest of 442 packages has 1240. */
  static final int LONGEST = 16 << 10;

  private static final int MOST_CHARACTERS = 8 << 20;
  private static final int MOST_KNOWN = 5000;
  private static final int LONGEST_NAME = 200;
  private static final String FOLDER = "usr/share/doc/";
  private static final String NAME = "/copyright";

  private final CopyrightReader reader;
  private final Gaps gaps;
  private final Map<String, CopyrightFacts> facts = new LinkedHashMap<>();

  /** Packages of one source have the same file, which then is read once. */
  private final Map<Digest, CopyrightFacts> known = new HashMap<>();

  private long bytes;
  private long characters;

  CopyrightFiles(CopyrightReader reader, Gaps gaps) {
    this.reader = reader;
    this.gaps = gaps;
  }

  /** The package in whose folder such a file lies; null where a path is none's. */
  static @Nullable String owner(String path) {
    if (!path.endsWith(NAME) || !path.startsWith(FOLDER)) {
      return null;
    }
    int end = path.length() - NAME.length();
    return end > FOLDER.length()
            && end - FOLDER.length() <= LONGEST_NAME
            && path.indexOf('/', FOLDER.length()) == end
        ? path.substring(FOLDER.length(), end)
        : null;
  }

  /**
   * Reads one.
   *
   * @param size of it in bytes
   */
  void read(String path, String owner, long size, InputStream content) throws IOException {
    if (size > LARGEST) {
      unknown(path, "it has " + size + " bytes, more than " + LARGEST);
      return;
    }
    bytes += size;
    if (bytes > MOST_BYTES) {
      gaps.add(
          "copyright files have more than "
              + MOST_BYTES
              + " bytes: the licences in the rest of them are unknown");
      return;
    }
    byte[] file = content.readNBytes((int) size);
    Digest digest = Digest.of(file);
    CopyrightFacts same = known.get(digest);
    if (same == null) {
      same = new CopyrightFacts(path, owner, reader.licence(file, owner));
      if (known.size() < MOST_KNOWN && fits(same.licence())) {
        known.put(digest, same);
      }
    }
    keep(path, same.owner(), same.licence());
  }

  private boolean fits(String licence) {
    return licence.length() <= LONGEST && characters + licence.length() <= MOST_CHARACTERS;
  }

  private void keep(String path, String owner, String licence) {
    if (licence.length() > LONGEST) {
      unknown(path, "its licences make more than " + LONGEST + " characters");
    } else if (!fits(licence)) {
      gaps.add("the licences of a layer make too many characters: those of some are unknown");
    } else if (!licence.isEmpty()) {
      characters += licence.length() + path.length();
      facts.put(path, new CopyrightFacts(path, owner, licence));
    }
  }

  private void unknown(String path, String why) {
    gaps.add(RawPath.toText(path) + " was not read, so that licence is unknown: " + why);
  }

  /** A hard link to another one that has passed; false where there is none of that name. */
  boolean link(String path, String target) {
    CopyrightFacts known = facts.get(target);
    if (known != null) {
      keep(path, known.owner(), known.licence());
    }
    // One that passed and said nothing says nothing here, either.
    return owner(target) != null;
  }

  List<CopyrightFacts> facts() {
    return List.copyOf(facts.values());
  }
}
