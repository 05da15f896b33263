package dev.plinth.vuln;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.archive.Decompression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The real data that lies beside the checkout, where it does. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder below {@code shared/data}; the test is skipped where there is none. */
  public static Path need(String name) {
    Optional<Path> file = find(name);
    assumeTrue(file.isPresent(), "shared/data has no " + name + " here");
    return file.orElseThrow();
  }

  public static Optional<Path> find(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The text of a file, decompressed where its name says that it is compressed. */
  public static String text(String name) throws IOException {
    Path file = need(name);
    try (InputStream in = Decompression.open(Files.newInputStream(file), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The rows of a table, without the first line. */
  public static List<List<String>> table(String name) throws IOException {
    return text(name).lines().skip(1).map(line -> Arrays.asList(line.split("\t", -1))).toList();
  }
}
