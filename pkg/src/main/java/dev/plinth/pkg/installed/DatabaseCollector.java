package dev.plinth.pkg.installed;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.RawPath;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reader finds in one file of a database, within bounds that are the same for every format:
 * a hostile database ends with a gap, not with the memory of the machine.
 */
public final class DatabaseCollector {
  /** Most packages of one file. */
  public static final int MOST_PACKAGES = 100_000;

  /** Most paths of one file. */
  public static final int MOST_FILES = 1_000_000;

  /** Most characters of all paths and fields of one file: 64 Mi. */
  public static final long MOST_TEXT = 64L << 20;

  /** After so many faults the rest of a file is not looked at. */
  public static final int MOST_FAULTS = 1000;

  private static final int MOST_GAPS = 20;
  private static final int MOST_NAME = 1024;

  private final String where;
  private final List<InstalledPackage> packages = new ArrayList<>();
  private final SortedMap<String, List<String>> owned = new TreeMap<>();
  private final List<String> gaps = new ArrayList<>();
  private int faults;
  private int files;
  private long text;
  private boolean full;
  private boolean hopeless;
  private boolean fullOfFiles;

  /**
   * @param where the path of the file in the image, for sentences
   */
  public DatabaseCollector(String where) {
    this.where = where;
  }

  /**
   * Notes what could not be read.
   *
   * @param what completes the sentence that begins with the file: {@code line 12 is no field}
   */
  public void gap(String what) {
    faults++;
    if (faults <= MOST_GAPS) {
      gaps.add(where + ": " + what);
    }
    if (faults == MOST_FAULTS) {
      hopeless = true;
      gaps.add(where + ": has over " + MOST_FAULTS + " faults: the rest was not read");
    }
  }

  /** Whether nothing more is taken, so that reading on is no use. */
  public boolean isFull() {
    return full || hopeless;
  }

  /** Whether no more paths are taken; packages still are. */
  public boolean isFullOfFiles() {
    return fullOfFiles || isFull();
  }

  /** Takes a package; one without a name or version that can be shown is a gap. */
  public void add(InstalledPackage pkg) {
    if (full) {
      return;
    }
    if (!isWord(pkg.name()) || !isWord(pkg.version())) {
      gap("a package has no proper name or version: '" + shown(pkg.name()) + "'");
      return;
    }
    long size = (long) pkg.name().length() + pkg.version().length() + pkg.vendor().length();
    size += pkg.licence().length() + pkg.source().length() + pkg.sourceVersion().length();
    size += pkg.architecture().length() + pkg.module().length() + pkg.signer().length();
    if (packages.size() >= MOST_PACKAGES || text + size > MOST_TEXT) {
      full = true;
      gap("holds more than " + packages.size() + " packages: the rest was not read");
      return;
    }
    text += size;
    packages.add(pkg);
  }

  /**
   * Adds a path to {@code into}, without leading slashes and {@code ./}; the root is left out. A
   * path that leads out of the root is a gap.
   *
   * @param raw one char a byte
   */
  public void path(List<String> into, String raw) {
    if (fullOfFiles) {
      return;
    }
    int from = 0;
    while (from < raw.length() && (raw.charAt(from) == '/' || raw.startsWith("./", from))) {
      from++;
    }
    String path = raw.substring(from);
    if (path.isEmpty() || path.equals(".")) {
      return;
    }
    if (path.indexOf('\0') >= 0 || ("/" + path + "/").contains("/../")) {
      gap("'" + shown(raw) + "' is no path inside a root");
      return;
    }
    if (files >= MOST_FILES || text + path.length() > MOST_TEXT) {
      fullOfFiles = true;
      gap("names more than " + files + " files: the rest was not read");
      return;
    }
    files++;
    text += path.length();
    into.add(path);
  }

  /** Takes paths that are listed apart from their package. */
  public void owns(String name, List<String> paths) {
    owned.put(name, paths);
  }

  /**
   * All that was taken.
   *
   * @throws PlinthException {@code BAD_INPUT} where there are gaps and nothing else
   */
  public DatabaseFile finish() {
    if (packages.isEmpty() && owned.isEmpty() && !gaps.isEmpty()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          gaps.getFirst(),
          "the database of installed packages is damaged: what is installed is unknown");
    }
    if (faults > MOST_GAPS) {
      gaps.add(where + ": has " + (faults - MOST_GAPS) + " more faults");
    }
    return new DatabaseFile(packages, owned, gaps);
  }

  /** Printable characters without spaces, of bounded length. */
  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_NAME
        && text.chars().noneMatch(c -> c <= ' ' || (c >= 0x7f && c < 0xa0));
  }

  /** Bytes of a database as they may stand in a sentence. */
  private static String shown(String raw) {
    String text = raw.length() > 100 ? raw.substring(0, 100) + "…" : raw;
    return text.chars().anyMatch(c -> c > 0xff)
        ? text.replaceAll("\\p{Cntrl}", "?")
        : RawPath.toText(text).replaceAll("\\p{Cntrl}", "?");
  }
}
