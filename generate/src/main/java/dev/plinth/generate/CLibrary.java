package dev.plinth.generate;

import dev.plinth.model.ByteSearch;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Optional;

/**
 * The C library of a tree, as it names itself.
 *
 * @param banner for example {@code (Debian GLIBC 2.36-9+deb12u14) stable release version 2.36}
 * @param release 236 for 2.36
 */
record CLibrary(String banner, int release) {
  private static final String START = "GNU C Library ";
  private static final String VERSION = "release version ";
  private static final int LONGEST = 256;
  private static final int LARGEST = 64 << 20;

  /** Looks at libc.so.6 in the folders of {@code triplet}; empty where there is none of glibc. */
  static Optional<CLibrary> find(Tree tree, String triplet, KnownLibraries known) {
    for (String path :
        new String[] {
          "/lib/" + triplet + "/libc.so.6", "/usr/lib/" + triplet + "/libc.so.6", "/lib/libc.so.6"
        }) {
      if (tree.isRegularFile(path)) {
        try {
          return known.readC(tree.content(path));
        } catch (FileSystemException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The release and the banner with a space between; nothing where it is no C library. */
  static byte[] write(Optional<CLibrary> library) {
    String text = library.map(c -> c.release() + " " + c.banner()).orElse("");
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Optional<CLibrary> read(byte[] written) {
    if (written.length == 0) {
      return Optional.empty();
    }
    String text = new String(written, StandardCharsets.ISO_8859_1);
    int space = text.indexOf(' ');
    return Optional.of(
        new CLibrary(text.substring(space + 1), Integer.parseInt(text.substring(0, space))));
  }

  static Optional<CLibrary> read(Content content) {
    if (content.size() > LARGEST) {
      return Optional.empty();
    }
    byte[] bytes = content.bytes();
    ByteSearch start = new ByteSearch(START);
    for (int at = start.find(bytes, 0); at >= 0; at = start.find(bytes, at + 1)) {
      Optional<CLibrary> found = parse(bytes, at + START.length());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** {@code (VENDOR) stable release version 2.36.}, of which the last stop is not wanted. */
  private static Optional<CLibrary> parse(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && end < from + LONGEST && bytes[end] >= ' ' && bytes[end] < 127) {
      end++;
    }
    String line = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    int version = line.indexOf(VERSION);
    if (version < 0 || !line.endsWith(".")) {
      return Optional.empty();
    }
    String number = line.substring(version + VERSION.length(), line.length() - 1);
    int dot = number.indexOf('.');
    try {
      int major = Integer.parseInt(number.substring(0, Math.max(dot, 0)));
      int rest = number.indexOf('.', dot + 1);
      int minor = Integer.parseInt(number.substring(dot + 1, rest < 0 ? number.length() : rest));
      return Optional.of(new CLibrary(line.substring(0, line.length() - 1), major * 100 + minor));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
