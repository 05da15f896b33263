package dev.plinth.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Runs tools of the machine as oracles; skips the test where one is missing. */
public final class Tool {
  private Tool() {}

  /** Standard output of a command that must end with 0; each char is one byte. */
  public static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("tool", ".out");
    Path errors = Files.createTempFile("tool", ".err");
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().put("TZ", "UTC");
      process = builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      return Assumptions.abort(command[0] + " is not installed");
    }
    int code = process.waitFor();
    assertThat(code)
        .as(List.of(command) + ": " + Files.readString(errors, StandardCharsets.ISO_8859_1))
        .isZero();
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    Files.delete(output);
    Files.delete(errors);
    return text;
  }
}
