package dev.plinth.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout under test lies. */
final class Repository {
  private Repository() {}

  static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isRegularFile(at.resolve("plinth"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("the tests run inside a checkout of Plinth");
    }
    return at;
  }
}
