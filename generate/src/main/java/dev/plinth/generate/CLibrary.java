package dev.plinth.generate;

import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Arrays;
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
  static Optional<CLibrary> find(Tree tree, String triplet) {
    for (String path :
        new String[] {
          "/lib/" + triplet + "/libc.so.6", "/usr/lib/" + triplet + "/libc.so.6", "/lib/libc.so.6"
        }) {
      if (tree.isRegularFile(path)) {
        try {
          return read(tree.content(path));
        } catch (FileSystemException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<CLibrary> read(Content content) {
    if (content.size() > LARGEST) {
      return Optional.empty();
    }
    byte[] bytes = content.bytes();
    for (int at = find(bytes, 0); at >= 0; at = find(bytes, at + 1)) {
      Optional<CLibrary> found = parse(bytes, at + START.length());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Where {@link #START} is next (Horspool): looks at one byte in fourteen of two million. */
  private static int find(byte[] bytes, int from) {
    byte[] start = START.getBytes(StandardCharsets.ISO_8859_1);
    int last = start.length - 1;
    byte[] steps = new byte[256];
    Arrays.fill(steps, (byte) start.length);
    for (int i = 0; i < last; i++) {
      steps[start[i]] = (byte) (last - i);
    }
    for (int end = from + last; end < bytes.length; end += steps[bytes[end] & 0xff]) {
      if (bytes[end] == start[last]
          && Arrays.equals(bytes, end - last, end + 1, start, 0, start.length)) {
        return end - last;
      }
    }
    return -1;
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
