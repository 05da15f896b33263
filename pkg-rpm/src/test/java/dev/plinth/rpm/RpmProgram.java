package dev.plinth.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** rpm itself, where this host has it. */
public final class RpmProgram {
  private final Path folder;

  private RpmProgram(Path folder) {
    this.folder = folder;
  }

  /**
   * The test is skipped where there is no rpm.
   *
   * @param folder for what it writes
   */
  public static RpmProgram find(Path folder) {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/rpm")), "no rpm on this host");
    return new RpmProgram(folder);
  }

  /** Runs a program of rpm; gives what it wrote, one char a byte. */
  public String run(Path input, String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    process.waitFor();
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  /** What a database holds, in a format of rpm; a line each, keys left out. */
  public List<String> query(Path database, String backend, String format)
      throws IOException, InterruptedException {
    return run(
            Path.of("/dev/null"),
            "rpm",
            "--dbpath",
            database.toString(),
            "--define",
            "_db_backend " + backend,
            "-qa",
            "--qf",
            format)
        .lines()
        .filter(line -> !line.startsWith("gpg-pubkey "))
        .sorted()
        .toList();
  }

  /** A new SQLite database that says these packages were installed. */
  public Path install(Path root, List<Path> packages) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("rpm", "--root", root.toString()));
    command.addAll(List.of("--dbpath", "/var/lib/rpm", "--nodeps", "--noscripts", "--justdb"));
    command.addAll(List.of("--ignorearch", "--ignoreos", "--nosignature", "--nodigest"));
    command.addAll(List.of("--force", "-i"));
    Stream<String> files = packages.stream().map(Path::toString);
    run(Path.of("/dev/null"), Stream.concat(command.stream(), files).toArray(String[]::new));
    Path database = root.resolve("var/lib/rpm");
    assertThat(database.resolve("rpmdb.sqlite")).isRegularFile();
    return database;
  }
}
