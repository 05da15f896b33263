package dev.plinth.oci;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real images beside the project, which are never copied into it. */
public final class RealData {
  private RealData() {}

  /** The folder {@code oci} of the shared data; tests are skipped where it is missing. */
  public static Path folder() {
    String root = System.getProperty("plinth.root", ".");
    String given = System.getenv("PLINTH_DATA");
    Path[] candidates = {
      given == null ? Path.of(root, "../shared/data") : Path.of(given),
      Path.of(root, "../../shared/data"),
    };
    for (Path candidate : candidates) {
      if (Files.isDirectory(candidate.resolve("oci"))) {
        return candidate.resolve("oci").normalize();
      }
    }
    Assumptions.abort("no shared/data/oci beside the project");
    throw new AssertionError();
  }
}
