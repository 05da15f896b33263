package dev.plinth.rpm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** rpm itself, where this host has it. */
public final class RpmProgram {
  private static final Path NOTHING = Path.of("/dev/null");

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
  public String run(Path input, Stream<String> command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command.toList())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    process.waitFor();
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  /** What a database holds, in a format of rpm that begins with the name; keys left out. */
  public List<String> query(Path database, String backend, String format)
      throws IOException, InterruptedException {
    String[] command = {
      "rpm", "--dbpath", database.toString(), "--define", "_db_backend " + backend, "-qa"
    };
    return run(NOTHING, Stream.concat(Stream.of(command), Stream.of("--qf", format)))
        .lines()
        .filter(line -> !line.startsWith("gpg-pubkey|"))
        .sorted()
        .toList();
  }

  /** An SQLite database of the headers that rpm finds in a stream. */
  public Path importHeaders(Path headers, Path database) throws IOException, InterruptedException {
    Files.createDirectories(database);
    run(headers, Stream.of("rpmdb", "--dbpath", database.toString(), "--importdb"));
    return database;
  }

  /** An SQLite database that says these packages were installed; rpm may refuse some of them. */
  public Path install(Path root, List<Path> packages) throws IOException, InterruptedException {
    String options =
        " --dbpath /var/lib/rpm --nodeps --noscripts --justdb --ignorearch --ignoreos"
            + " --nosignature --nodigest --force -i ";
    String script = "root=$1; shift; for f; do rpm --root $root" + options + "$f; done";
    Stream<String> files = packages.stream().map(Path::toString);
    Stream<String> shell = Stream.of("sh", "-c", script, "sh", root.toString());
    run(NOTHING, Stream.concat(shell, files));
    return root.resolve("var/lib/rpm");
  }
}
