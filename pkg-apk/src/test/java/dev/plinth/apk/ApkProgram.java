package dev.plinth.apk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** apk-tools 2.14 itself, out of Alpine's minirootfs, started with the loader beside it. */
public final class ApkProgram {
  private static final String ROOTFS = "images/alpine-minirootfs-3.20.3-x86_64.tar.gz";
  private static final Set<String> NEEDED =
      Set.of(
          "ld-musl-x86_64.so.1",
          "libapk.so.2.14.0",
          "libcrypto.so.3",
          "libssl.so.3",
          "libz.so.1.3.1",
          "apk");

  private final Path folder;

  private ApkProgram(Path folder) {
    this.folder = folder;
  }

  /** Unpacks it; the test is skipped where it cannot run here. */
  public static ApkProgram unpack(Path folder) throws IOException {
    Optional<Path> rootfs = SharedData.find(ROOTFS);
    assumeTrue(rootfs.isPresent(), "shared/data has no minirootfs here");
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "apk of the minirootfs runs on Linux on amd64 only");
    unpack(rootfs.get(), folder, NEEDED);
    Files.move(folder.resolve("libz.so.1.3.1"), folder.resolve("libz.so.1"));
    return new ApkProgram(folder);
  }

  /** Writes the files of an archive that have one of these names into one folder. */
  public static void unpack(Path archive, Path folder, Set<String> names) throws IOException {
    Files.createDirectories(folder);
    try (InputStream in = Decompression.open(Files.newInputStream(archive), archive.toString());
        TarReader tar = new TarReader(in, archive.toString())) {
      for (TarEntry entry : (Iterable<TarEntry>) () -> entries(tar)) {
        String name = entry.name().substring(entry.name().lastIndexOf('/') + 1);
        if (names.contains(name) && entry.size() > 0) {
          Path file = folder.resolve(name);
          Files.write(file, tar.content().readAllBytes());
          assertThat(file.toFile().setExecutable(true)).isTrue();
        }
      }
    }
  }

  private static Iterator<TarEntry> entries(TarReader tar) {
    return Stream.generate(() -> next(tar))
        .takeWhile(Optional::isPresent)
        .map(Optional::get)
        .iterator();
  }

  private static Optional<TarEntry> next(TarReader tar) {
    try {
      return tar.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it once for each line of arguments in one shell; gives the lines of all its output. */
  public List<String> each(List<String> arguments) throws IOException, InterruptedException {
    Path script = folder.resolve("script");
    List<String> lines = new ArrayList<>();
    for (String line : arguments) {
      lines.add(
          folder.resolve("ld-musl-x86_64.so.1")
              + " --library-path "
              + folder
              + " "
              + folder.resolve("apk")
              + " --no-network "
              + line);
    }
    Files.write(script, lines);
    Path output = folder.resolve("output");
    Process shell =
        new ProcessBuilder("sh", script.toString())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    shell.waitFor();
    return Files.readAllLines(output, StandardCharsets.ISO_8859_1);
  }
}
