package dev.plinth.apk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The real data that lies beside the checkout, where it does. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder below {@code shared/data}. */
  public static Optional<Path> find(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
