package dev.plinth.generate;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.List;

/**
 * What ldconfig was built to know of its machine.
 *
 * @param triplet of Debian's library folders
 * @param defaultFlags of 64-bit libraries
 * @param capabilities names of legacy capability folders by bit; empty where a bit has none
 * @param searched the bits whose folders are searched
 */
record LdMachine(
    String triplet,
    int defaultFlags,
    boolean x86,
    List<String> capabilities,
    List<String> searched) {
  static final int LIBC6 = 3;

  private static final LdMachine AMD64 =
      new LdMachine(
          "x86_64-linux-gnu",
          0x0303,
          true,
          List.of("sse2", "x86_64", "avx512_1"),
          List.of("x86_64", "avx512_1", "haswell", "xeon_phi", "tls"));

  private static final LdMachine ARM64 =
      new LdMachine(
          "aarch64-linux-gnu",
          0x0a03,
          false,
          List.of("fp", "asimd", "evtstrm", "aes", "pmull", "sha1", "sha2", "crc32", "atomics"),
          List.of("atomics", "tls"));

  static LdMachine of(String architecture) {
    return switch (architecture) {
      case "amd64" -> AMD64;
      case "arm64" -> ARM64;
      default ->
          throw new PlinthException(
              ErrorCode.BAD_INPUT,
              "a library cache for '" + architecture + "' cannot be made",
              "use amd64 or arm64");
    };
  }

  /** The folders that ld.so and ldconfig always search, in this order. */
  List<String> trusted() {
    return List.of("/lib/" + triplet, "/usr/lib/" + triplet, "/lib", "/usr/lib");
  }

  LibraryOrder order() {
    return new LibraryOrder(x86);
  }

  /**
   * The kind of a library, or -1 for one of another machine.
   *
   * @param legacy whether glibc still tells libc5 from libc6 (before 2.37)
   */
  int flags(ElfFile file, boolean legacy) {
    return x86 ? x86Flags(file, legacy) : armFlags(file);
  }

  private static int x86Flags(ElfFile file, boolean legacy) {
    if (file.machine() == ElfFile.MACHINE_X86_64) {
      return file.bits() == 64 ? 0x0303 : 0x0803;
    }
    if (file.machine() != ElfFile.MACHINE_386 || file.bits() != 32) {
      return -1;
    }
    return !legacy || knowsLibc6(file) ? LIBC6 : 1;
  }

  private static boolean knowsLibc6(ElfFile file) {
    return file.needed().contains("libc.so.6")
        || file.needed().contains("libm.so.6")
        || file.interpreter().equals("/lib/ld-linux.so.2");
  }

  private static int armFlags(ElfFile file) {
    if (file.bits() == 64) {
      return 0x0a03;
    }
    boolean version5 = (file.flags() & 0xff000000) == 0x05000000;
    if (version5 && (file.flags() & 0x400) != 0) {
      return 0x0903;
    }
    return version5 && (file.flags() & 0x200) != 0 ? 0x0b03 : LIBC6;
  }

  /** The legacy capability bits that a folder's path stands for; 0 for most. */
  long capabilities(String path) {
    long bits = 0;
    String rest = path;
    for (int slash = rest.lastIndexOf('/'); slash >= 0; slash = rest.lastIndexOf('/')) {
      int bit = bit(rest.substring(slash + 1));
      if (bit < 0) {
        break;
      }
      bits += 1L << bit;
      rest = rest.substring(0, slash);
    }
    return bits;
  }

  private int bit(String name) {
    if (name.equals("tls")) {
      return 63;
    }
    if (x86 && name.equals("haswell")) {
      return 50;
    }
    if (x86 && name.equals("xeon_phi")) {
      return 51;
    }
    return name.isEmpty() ? -1 : capabilities.indexOf(name);
  }

  /** Whether a library must be looked for in a folder of this name too (before glibc 2.37). */
  boolean isCapability(String name) {
    return searched.contains(name);
  }
}
