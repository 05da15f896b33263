package dev.plinth.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Real maintainer scripts: the folder named by {@code PLINTH_SCRIPT_CORPUS}, which holds {@code
 * suite-architecture/package_version/} with each package's control files.
 */
public final class ScriptCorpus {
  private static final Set<String> NAMES =
      Set.of("preinst", "postinst", "prerm", "postrm", "config");

  private ScriptCorpus() {}

  /** The folder; the test is skipped where there is none. */
  public static Path folder() {
    String named = System.getenv("PLINTH_SCRIPT_CORPUS");
    Assumptions.assumeTrue(
        named != null && Files.isDirectory(Path.of(named)),
        "PLINTH_SCRIPT_CORPUS names no folder of maintainer scripts");
    return Path.of(named);
  }

  /** Every script, in a stable order. */
  public static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files.filter(file -> NAMES.contains(file.getFileName().toString())).sorted().toList();
    }
  }

  public static String text(Path script) throws IOException {
    return Files.readString(script, StandardCharsets.ISO_8859_1);
  }
}
