package dev.plinth.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Unpacked Debian systems to compare with: folders named {@code SUITE-ARCHITECTURE} below the one
 * that the environment names in PLINTH_ROOTS, as {@code mmdebstrap} makes them.
 */
final class RealRoots {
  private RealRoots() {}

  static List<Path> all() {
    String folder = System.getenv("PLINTH_ROOTS");
    if (folder == null) {
      return Assumptions.abort("PLINTH_ROOTS names no folder of Debian systems");
    }
    try (var list = Files.list(Path.of(folder))) {
      return list.filter(path -> path.getFileName().toString().matches("[a-z]+-(amd64|arm64)"))
          .filter(path -> Files.exists(path.resolve("etc/ld.so.conf")))
          .sorted()
          .toList();
    } catch (IOException e) {
      return Assumptions.abort("PLINTH_ROOTS: " + e.getMessage());
    }
  }

  static String architecture(Path root) {
    String name = root.getFileName().toString();
    return name.substring(name.lastIndexOf('-') + 1);
  }
}
