package dev.plinth.rootfs.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.archive.Decompression;
import dev.plinth.model.Digest;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.SharedData;
import dev.plinth.rootfs.Tool;
import dev.plinth.rootfs.Tree;
import dev.plinth.rootfs.TreeReader;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTarTest {
  @TempDir Path directory;

  private Tree read(Path archive) throws IOException {
    TreeReader reader = new TreeReader("sha256:x");
    try (InputStream in = Decompression.open(Files.newInputStream(archive), "root")) {
      Digest diffId = reader.apply(in, directory.resolve("copy.tar"), "root");
      assertThat(diffId.hex()).hasSize(64);
    }
    return reader.tree();
  }

  private static void write(Tree tree, long epoch, Path to) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      TreeTar.write(tree, epoch, out);
    }
  }

  /** GNU tar's listing of a real root and of what becomes of it, but for the leading dot. */
  @ParameterizedTest
  @ValueSource(
      strings = {"alpine-minirootfs-3.20.3-x86_64.tar.gz", "busybox-glibc-amd64-rootfs.tar.gz"})
  void aRealRootSurvives(String name) throws Exception {
    Path archive = SharedData.find("images").resolve(name);
    Path out = directory.resolve("out.tar");
    Tree tree = read(archive);
    write(tree, Long.MAX_VALUE, out);
    String theirs = list(archive);
    String ours = list(out);
    // A hard link may name another of the links than the original did: compare the count.
    assertThat(files(ours)).isEqualTo(files(theirs));
    assertThat(ours.lines().filter(l -> l.startsWith("h")).count())
        .isEqualTo(theirs.lines().filter(l -> l.startsWith("h")).count());
  }

  /** Or GNU tar leaves it with the time of now. */
  @Test
  void aDirectoryIsFollowedByAllThatLiesInIt() throws Exception {
    Build build = new Build().file("/doc/x/a", "p", "a").file("/doc/x-common/b", "p", "b");
    build.file("/doc/x.c", "p", "c");
    Path out = directory.resolve("order.tar");
    write(build.tree, 1000, out);
    assertThat(Tool.run(directory, "tar", "-tf", out.toString()).lines())
        .containsSubsequence("doc/", "doc/x/", "doc/x/a", "doc/x-common/", "doc/x-common/b");
  }

  private String list(Path tar) throws Exception {
    return Tool.run(directory, "tar", "--numeric-owner", "--full-time", "-tvf", tar.toString());
  }

  private static List<String> files(String listing) {
    Stream<String> lines = listing.lines().map(l -> l.replaceFirst(" \\./(?=.)", " "));
    return lines
        .filter(l -> !l.startsWith("h") && !l.endsWith(" ./"))
        .filter(l -> !l.startsWith("-") || !l.contains("bin/"))
        .sorted()
        .toList();
  }

  @Test
  void ownersModesAndCapabilitiesReachTheDisk() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root may chown");
    Build build = new Build();
    byte[] capability = new byte[20];
    capability[3] = 2;
    capability[5] = 4;
    build.file(
        "/ping",
        Build.by("p", 04755, 7)
            .withOwner(12, 34)
            .withXattrs(new TreeMap<>(Map.of("security.capability", capability))),
        Content.ofRaw("ping"));
    build.tree.link("/ping", "/pong");
    Path out = directory.resolve("out.tar");
    write(build.tree, 100, out);
    Path root = Files.createDirectory(directory.resolve("root"));
    Tool.run(root, "tar", "--xattrs", "--xattrs-include=*", "-xpf", out.toString());
    String script =
        """
        import os
        s = os.lstat('ping')
        print('%o' % s.st_mode, s.st_uid, s.st_gid, s.st_nlink, int(s.st_mtime))
        try: print(os.getxattr('ping', 'security.capability').hex())
        except OSError as e: print('no capability', e)
        """;
    assertThat(Tool.run(root, "python3", "-c", script).lines())
        .containsExactly("104755 12 34 2 7", java.util.HexFormat.of().formatHex(capability));
  }

  @Test
  void generatedNodesTakeTheNewestTime() throws Exception {
    Build build = new Build().file("/a", "", "x");
    build.file("/b", Build.by("p", 0644, 60), Content.ofRaw("y"));
    build.file("/c", Build.by("p", 0644, 90), Content.ofRaw("z"));
    Path out = directory.resolve("out.tar");
    write(build.tree, 70, out);
    String times =
        Tool.run(
            directory, "sh", "-c", "TZ=UTC tar --full-time -tvf out.tar | awk '{print $5, $6}'");
    assertThat(times.lines())
        .containsExactly("00:01:10 ./", "00:01:10 a", "00:01:00 b", "00:01:10 c");
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    TreeTar.write(build.tree, 70, again);
    assertThat(out).hasBinaryContent(again.toByteArray());
    assertThat(Attributes.GENERATED).isNegative();
  }
}
