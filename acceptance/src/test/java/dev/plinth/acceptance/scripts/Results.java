package dev.plinth.acceptance.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the full runs of the large counts came to, for {@code docs/results}. */
final class Results {
  private Results() {}

  static void write(String name, String text) throws IOException {
    Path folder = Files.createDirectories(Path.of("../docs/results"));
    Files.writeString(
        folder.resolve(name + ".txt"),
        LocalDate.now(ZoneOffset.UTC) + "  ./test --full\n\n" + text);
  }
}
