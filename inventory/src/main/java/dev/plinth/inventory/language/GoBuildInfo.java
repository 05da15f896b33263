package dev.plinth.inventory.language;

import dev.plinth.pkg.installed.PackageType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Go's linker writes into a program: the version of Go and the modules (debug/buildinfo,
 * runtime/debug.BuildInfo). A header of 32 bytes begins with {@link #MAGIC}; since Go 1.18 the two
 * texts follow it, before that it points to them.
 *
 * @param version of Go: {@code go1.22.1}
 * @param modules lines of tab-separated words
 */
record GoBuildInfo(String version, String modules) {
  static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  static final int HEADER = 32;

  private static final int LONGEST_VERSION = 1000;
  private static final int LONGEST_MODULES = 4 << 20;
  private static final int MARK = 16;
  private static final Pattern RELEASE =
      Pattern.compile("go(\\d[^ ]{0,50}?)(?: .*|-X:.*)", Pattern.DOTALL);

  /** Whether a header says that the texts follow it. */
  static boolean isInline(byte[] header) {
    return (header[15] & 2) != 0;
  }

  /** Reads what follows an inline header; empty where it is none of Go's after all. */
  static Optional<GoBuildInfo> inline(InputStream in) throws IOException {
    try {
      String version = text(in, LONGEST_VERSION);
      String modules = text(in, LONGEST_MODULES);
      return of(version, modules);
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /** Reads what a header points to, in a whole file. */
  static Optional<GoBuildInfo> pointed(byte[] header, ElfMemory memory) throws IOException {
    int width = header[14];
    if (width != 4 && width != 8) {
      return Optional.empty();
    }
    ByteOrder order = header[15] == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer bytes = ByteBuffer.wrap(header).order(order);
    String version = pointed(memory, number(bytes, 16, width), width, order, LONGEST_VERSION);
    String modules =
        pointed(memory, number(bytes, 16 + width, width), width, order, LONGEST_MODULES);
    return of(version, modules);
  }

  /** A Go string: the address of its bytes and their number. */
  private static String pointed(
      ElfMemory memory, long address, int width, ByteOrder order, int longest) throws IOException {
    byte[] raw = memory.read(address, 2 * width);
    if (raw.length < 2 * width) {
      return "";
    }
    ByteBuffer pair = ByteBuffer.wrap(raw).order(order);
    long length = number(pair, width, width);
    if (length <= 0 || length > longest) {
      return "";
    }
    return new String(
        memory.read(number(pair, 0, width), (int) length), StandardCharsets.ISO_8859_1);
  }

  private static long number(ByteBuffer bytes, int at, int width) {
    return width == 8 ? bytes.getLong(at) : bytes.getInt(at) & 0xffff_ffffL;
  }

  private static Optional<GoBuildInfo> of(String version, String modules) {
    // Marks of 16 bytes around the lines let the runtime find them in memory.
    int length = modules.length();
    boolean marked = length >= 2 * MARK + 1 && modules.charAt(length - MARK - 1) == '\n';
    String lines = marked ? modules.substring(MARK, length - MARK) : "";
    boolean go = version.startsWith("go") || version.startsWith("devel");
    return go ? Optional.of(new GoBuildInfo(version, lines)) : Optional.empty();
  }

  private static String text(InputStream in, int longest) throws IOException {
    long length = 0;
    for (int shift = 0; ; shift += 7) {
      int b = in.read();
      if (b < 0 || shift > 28) {
        throw new EOFException();
      }
      length |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        break;
      }
    }
    if (length > longest) {
      throw new EOFException();
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    // The marks are no UTF-8, so bytes keep their numbers as chars.
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Adds the main module, what it depends on, and Go's library as {@code stdlib}. */
  void addTo(String path, Found found) {
    found.add(path, path, PackageType.GOLANG, "stdlib", release());
    String name = "";
    String module = "";
    for (String line : lines()) {
      String[] words = line.split("\t", -1);
      if (words.length < 3) {
        continue;
      }
      switch (words[0]) {
        case "mod", "dep" -> {
          found(path, name, module, found);
          name = words[1];
          module = words[2];
        }
        case "=>" -> {
          // A replacement by a folder has no version: what is in it is not known.
          boolean folder = words[1].startsWith(".") || words[1].startsWith("/");
          name = folder ? name : words[1];
          module = folder ? "" : words[2];
        }
        default -> {}
      }
    }
    found(path, name, module, found);
  }

  /**
   * The number of the release, without what says how the toolchain was built: {@code go1.22.1
   * X:boringcrypto}, since Go 1.26 {@code go1.26.8-X:boringcrypto}; {@code go1.20.10 (Red Hat …)}.
   */
  private String release() {
    Matcher release = RELEASE.matcher(version);
    return release.matches()
        ? release.group(1)
        : version.startsWith("go") ? version.substring(2) : version;
  }

  private static void found(String path, String name, String version, Found found) {
    if (!name.isEmpty()) {
      found.add(path, path, PackageType.GOLANG, name, version);
    }
  }

  private List<String> lines() {
    return modules.lines().limit(100_000).toList();
  }
}
