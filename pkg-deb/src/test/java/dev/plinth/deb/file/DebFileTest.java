package dev.plinth.deb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.deb.SharedData;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebFileTest {
  private static final long SEED = 20261123;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"xz", "gzip", "zstd", "none"})
  void aPackageOfEveryCompressionIsReadAsDpkgWroteIt(String compression)
      throws IOException, InterruptedException {
    Path deb = build(compression);
    PackageFile file =
        DebFile.open(deb, expected(deb, "sample", "1:2.0-3"), folder.resolve("cache"));
    Map<String, PackageFile.Member> members = byPath(file);
    assertThat(members.keySet())
        .containsExactly(
            "/",
            "/usr",
            "/usr/bin",
            "/usr/bin/again",
            "/usr/bin/su",
            "/usr/share",
            "/usr/share/f\u00c3\u00bcnf",
            "/usr/share/link");
    Node su = members.get("/usr/bin/su").node();
    assertThat(members.values().stream().filter(m -> m.hardLinkTo() != null)).hasSize(1);
    assertThat(su.attributes().mode()).isEqualTo(04755);
    assertThat(((Node.RegularFile) su).content().bytes()).isEqualTo("program".getBytes());
    assertThat(((Node.Symlink) members.get("/usr/share/link").node()).target())
        .isEqualTo("../bin/su");
    assertThat(file.control()).containsKeys("control", "postinst", "md5sums");
    assertThat(file.newest()).isEqualTo(1_700_000_000L);
  }

  @Test
  void theSecondOpeningReadsTheCacheAndADamagedOneIsToldOnce()
      throws IOException, InterruptedException {
    Path deb = build("xz");
    Package expected = expected(deb, "sample", "1:2.0-3");
    Path cache = folder.resolve("cache");
    PackageFile first = DebFile.open(deb, expected, cache);
    Files.delete(deb);
    PackageFile second = DebFile.open(deb, expected, cache);
    assertThat(digests(second)).isEqualTo(digests(first)).isNotEmpty();
    Path rebuilt = build("xz");
    assertThat(Digest.of(Files.readAllBytes(rebuilt))).isEqualTo(expected.sha256());
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> digests(DebFile.open(rebuilt, expected, cache)))
            .hasMessageContaining("the unpacked package sample")
            .isInstanceOfSatisfying(
                PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION));
        assertThat(digests(DebFile.open(rebuilt, expected, cache))).isEqualTo(digests(first));
      }
    }
  }

  @Test
  void aPackageThatSaysItIsAnotherIsRefused() throws IOException, InterruptedException {
    Path deb = build("xz");
    for (Package wrong :
        List.of(expected(deb, "other", "1:2.0-3"), expected(deb, "sample", "1:2.0-4"))) {
      assertThatThrownBy(() -> DebFile.open(deb, wrong, folder.resolve("cache")))
          .isInstanceOfSatisfying(
              PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION));
    }
  }

  @Test
  void truncatedAndCorruptedPackagesAreErrorsAndLeaveNothing()
      throws IOException, InterruptedException {
    Path deb = build("xz");
    byte[] good = Files.readAllBytes(deb);
    Package expected = expected(deb, "sample", "1:2.0-3");
    Random random = new Random(SEED);
    int refused = 0;
    int same = 0;
    List<Digest> wanted = digests(DebFile.open(deb, expected, folder.resolve("good")));
    for (int i = 0; i < 400; i++) {
      byte[] bad =
          i % 2 == 0 ? java.util.Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      if (i % 2 == 1) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      }
      Path file = Files.write(folder.resolve("bad.deb"), bad);
      Path cache = folder.resolve("cache" + i);
      try {
        // Only what does not touch contents may pass: times and modes of ar headers.
        assertThat(digests(DebFile.open(file, expected, cache))).isEqualTo(wanted);
        same++;
      } catch (PlinthException e) {
        assertThat(e.code()).isIn(ErrorCode.BAD_INPUT, ErrorCode.VERIFICATION);
        refused++;
        try (Stream<Path> files = Files.exists(cache) ? Files.walk(cache) : Stream.empty()) {
          assertThat(files.filter(f -> f.toString().endsWith(".table"))).isEmpty();
        }
      }
    }
    assertThat(refused).isGreaterThan(300);
    System.out.println("damaged packages: " + refused + " refused, " + same + " harmless");
  }

  @Test
  void strangePackagesOfOthersAreReadOrRefused() throws IOException {
    Optional<Path> shared = SharedData.find("hostile/deb");
    assumeTrue(shared.isPresent(), "shared/data has no hostile packages here");
    List<Path> debs;
    try (Stream<Path> files = Files.walk(shared.get())) {
      debs = files.filter(f -> f.toString().matches(".*\\.[ud]*deb")).sorted().toList();
    }
    assertThat(debs).isNotEmpty();
    List<String> outcomes = new ArrayList<>();
    for (Path deb : debs) {
      String[] parts = deb.getFileName().toString().replaceFirst("\\.[ud]*deb$", "").split("_");
      Package expected = expected(deb, parts[0], parts[1], parts[2]);
      String outcome;
      try {
        outcome = "read, " + DebFile.open(deb, expected, folder.resolve("cache")).members().size();
      } catch (PlinthException e) {
        outcome = e.code() + ": " + e.getMessage();
      }
      outcomes.add(deb.getFileName() + " " + outcome);
    }
    // One is cut off in its data archive; all others are odd but whole.
    assertThat(outcomes.stream().filter(o -> !o.contains(" read, ")))
        .singleElement()
        .asString()
        .startsWith("libboost-broken-program-options-dev_1.49.0.1_i386.deb BAD_INPUT")
        .contains("ends at byte 2000");
    assertThat(outcomes.stream().filter(o -> o.contains(" read, "))).hasSize(debs.size() - 1);
  }

  private Path build(String compression) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "no dpkg-deb on this host");
    Path root = folder.resolve("root-" + compression);
    if (!Files.exists(root)) {
      Files.createDirectories(root.resolve("DEBIAN"));
      Files.createDirectories(root.resolve("usr/bin"));
      Files.createDirectories(root.resolve("usr/share"));
      Files.writeString(
          root.resolve("DEBIAN/control"),
          "Package: sample\n"
              + "Version: 1:2.0-3\n"
              + "Architecture: all\n"
              + "Maintainer: Nobody <n@example.org>\n"
              + "Description: x\n");
      Files.writeString(root.resolve("DEBIAN/postinst"), "#!/bin/sh\nexit 0\n");
      Files.writeString(root.resolve("DEBIAN/md5sums"), "");
      Files.setAttribute(root.resolve("DEBIAN/postinst"), "unix:mode", 0755);
      Files.writeString(root.resolve("usr/bin/su"), "program");
      Files.setAttribute(root.resolve("usr/bin/su"), "unix:mode", 04755);
      Files.createLink(root.resolve("usr/bin/again"), root.resolve("usr/bin/su"));
      Files.createSymbolicLink(root.resolve("usr/share/link"), Path.of("../bin/su"));
      new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'f\\303\\274nf')\"")
          .directory(root.resolve("usr/share").toFile())
          .start()
          .waitFor();
    }
    Path deb = folder.resolve(compression + ".deb");
    ProcessBuilder builder =
        new ProcessBuilder(
            "dpkg-deb",
            "--root-owner-group",
            "-Z" + compression,
            "--build",
            root.toString(),
            deb.toString());
    builder.environment().put("SOURCE_DATE_EPOCH", "1700000000");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    assertThat(builder.start().waitFor()).isZero();
    return deb;
  }

  private static Package expected(Path deb, String name, String version) throws IOException {
    return expected(deb, name, version, "all");
  }

  private static Package expected(Path deb, String name, String version, String architecture)
      throws IOException {
    byte[] bytes = Files.readAllBytes(deb);
    return new Package(
        name,
        version,
        architecture,
        name,
        version,
        "test",
        "pool/" + deb.getFileName(),
        bytes.length,
        Digest.of(bytes),
        1,
        "optional",
        false,
        "no",
        List.of());
  }

  private static Map<String, PackageFile.Member> byPath(PackageFile file) {
    return file.members().stream()
        .collect(Collectors.toMap(PackageFile.Member::path, m -> m, (a, b) -> a, TreeMap::new));
  }

  private static List<Digest> digests(PackageFile file) {
    return file.members().stream()
        .filter(m -> m.node() instanceof Node.RegularFile)
        .map(m -> Digest.of(((Node.RegularFile) m.node()).content().bytes()))
        .toList();
  }
}
