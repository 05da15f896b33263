package dev.plinth.app.scan;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds {@code shared/data} beside the project, or above; skips the test where it is missing. */
final class SharedData {
  private SharedData() {}

  static Path find(String name) {
    Path at = Path.of(System.getProperty("plinth.root", ".")).toAbsolutePath().normalize();
    for (; at != null; at = at.getParent()) {
      Path found = at.resolve("shared/data").resolve(name);
      if (Files.exists(found)) {
        return found;
      }
    }
    return Assumptions.abort("no shared/data/" + name + " beside the project");
  }
}
