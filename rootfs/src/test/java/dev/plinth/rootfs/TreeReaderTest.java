package dev.plinth.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.archive.TarWriter;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeReaderTest {
  @TempDir Path directory;

  private int copies;

  private Tree read(List<byte[]> layers) throws IOException {
    TreeReader reader = new TreeReader("sha256:base");
    for (byte[] layer : layers) {
      InputStream in = Decompression.open(new ByteArrayInputStream(layer), "layer");
      Path copy = directory.resolve("copy" + copies++);
      Digest diffId = reader.apply(in, copy, "layer");
      assertThat(diffId).isEqualTo(Digest.of(Files.readAllBytes(copy)));
    }
    return reader.tree();
  }

  /** Layers of the one manifest of an OCI layout, found without a JSON parser. */
  private static List<byte[]> layers(Path layout) throws IOException {
    String index = Files.readString(layout.resolve("index.json"));
    String manifest = Files.readString(blob(layout, digests(index).getFirst()));
    List<String> digests = digests(manifest);
    List<byte[]> layers = new ArrayList<>();
    for (String digest : digests.subList(1, digests.size())) { // after the config
      layers.add(Files.readAllBytes(blob(layout, digest)));
    }
    return layers;
  }

  private static Path blob(Path layout, String hex) {
    return layout.resolve("blobs/sha256").resolve(hex);
  }

  private static List<String> digests(String json) {
    List<String> all = new ArrayList<>();
    Matcher matcher = Pattern.compile("sha256:([0-9a-f]{64})").matcher(json);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "DockerManifest,hello-world-docker-v2-manifest",
    "HardLink1,hard-link-1",
    "HardLink2,hard-link-2",
    "HardLinkDelete1,hard-link-delete-1",
    "HardLinkDelete2,hard-link-delete-2",
    "HardLinkDelete3,hard-link-delete-3",
    "HardLinkDeleteXattr,hard-link-delete-xattr",
    "RootDirEntry,root-dir-entry",
    "WhiteoutExplicitDir,whiteout-explicit-dir",
    "WhiteoutExplicitFile,whiteout-explicit-file",
    "WhiteoutOpaque,whiteout-opaque",
    "WhiteoutOpaqueEnd,whiteout-opaque-end",
  })
  void squashesAsOthersDo(String expected, String layout) throws IOException {
    Path folder = SharedData.find("oci");
    Tree ours = read(layers(folder.resolve("oci-tools").resolve(layout)));
    Path golden = folder.resolve("oci-tools-expected/TestSquash/" + expected + "/layer.golden");
    Tree theirs = read(List.of(Files.readAllBytes(golden)));
    assertThat(Trees.lines(ours, true)).isEqualTo(Trees.lines(theirs, true));
    assertThat(ours.size()).isGreaterThan(expected.equals("RootDirEntry") ? 0 : 1);
  }

  /** The expected tar of this case links to the name that was deleted; a kernel keeps the file. */
  @Test
  void aFileLivesOnUnderItsOtherNames() throws IOException {
    Tree tree = read(layers(SharedData.find("oci/oci-tools/hard-link-delete-4")));
    assertThat(tree.hardLinks()).containsExactly(List.of("/a/b/baz", "/a/b/foo"));
    assertThat(tree.size()).isEqualTo(5);
  }

  @Test
  void appliesManyLayers() throws IOException {
    Path layout = SharedData.find("oci/oci-tools/many-layers");
    List<byte[]> layers = layers(layout);
    assertThat(layers).hasSize(50);
    Tree tree = read(layers);
    assertThat(tree.size()).isGreaterThan(3);
  }

  /** Layers inside docker-save archives, in the order that their manifest lists them. */
  @ParameterizedTest
  @CsvSource({
    "whiteout_image.tar,/ /bar.txt",
    "overwritten_file.tar,/ /bar.txt /foo.txt",
    "whiteout_dir.tar,/ /a /a/baz /b /b/bar",
    "source_image.tar,/ /bar /foo",
  })
  void readsDockerArchives(String name, String expected) throws IOException {
    Path archive = SharedData.find("oci/go-containerregistry/v1/mutate/testdata").resolve(name);
    Map<String, byte[]> files = new TreeMap<>();
    try (TarReader reader = new TarReader(Files.newInputStream(archive), name)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        files.put(next.get().name(), reader.content().readAllBytes());
      }
    }
    String manifest = new String(files.get("manifest.json"), StandardCharsets.UTF_8);
    Matcher layers = Pattern.compile("[^\"]*(layer.tar|tar.gz)").matcher(manifest);
    List<byte[]> blobs = new ArrayList<>();
    while (layers.find()) {
      blobs.add(files.get(layers.group()));
    }
    Tree tree = read(blobs);
    List<String> paths = new ArrayList<>();
    tree.forEach((path, node) -> paths.add(path));
    assertThat(String.join(" ", paths)).isEqualTo(expected);
    if (name.startsWith("overwritten")) {
      assertThat(tree.lstat("/foo.txt")).get().isInstanceOf(Node.Symlink.class);
    }
  }

  /** What GNU tar unpacks is what the tree holds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpine-minirootfs-3.20.3-x86_64.tar.gz",
        "alpine-minirootfs-3.20.3-aarch64.tar.gz",
        "busybox-glibc-amd64-rootfs.tar.gz",
        "busybox-musl-amd64-rootfs.tar.gz"
      })
  void readsRealRoots(String name) throws Exception {
    Path archive = SharedData.find("images").resolve(name);
    Tree tree = read(List.of(Files.readAllBytes(archive)));
    Path out = Files.createDirectory(directory.resolve("out"));
    Tool.run(out, "tar", "-xpf", archive.toString(), "--exclude=./dev/*", "--exclude=dev/*");
    String script =
        """
        import os, stat, hashlib
        for top, dirs, files in os.walk('.'):
            for name in sorted(dirs + files) + (['.'] if top == '.' else []):
                p = os.path.join(top, name); s = os.lstat(p)
                what = ('dir' if stat.S_ISDIR(s.st_mode) else
                    'link ' + os.readlink(p) if stat.S_ISLNK(s.st_mode) else
                    'file ' + hashlib.sha256(open(p, 'rb').read()).hexdigest()[:12])
                print(os.path.normpath(p), '%o' % stat.S_IMODE(s.st_mode), s.st_nlink
                      if stat.S_ISREG(s.st_mode) else 1, what)
        """;
    List<String> theirs =
        new ArrayList<>(List.of(Tool.run(out, "python3", "-c", script).split("\n")));
    List<String> ours = new ArrayList<>();
    List<List<String>> links = tree.hardLinks();
    tree.forEach((path, node) -> {
      int count =
          links.stream().filter(g -> g.contains(path)).mapToInt(List::size).findFirst().orElse(1);
      if (!path.startsWith("/dev/")) {
        ours.add(
            (path.equals("/") ? "." : path.substring(1))
                + " "
                + Integer.toOctalString(node.attributes().mode())
                + " "
                + count
                + " "
                + switch (node) {
                  case Node.Directory d -> "dir";
                  case Node.RegularFile f -> "file " + f.content().sha256().shortHex();
                  case Node.Symlink s -> "link " + s.target();
                  case Node.Special s -> "special";
                });
      }
    });
    assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
    assertThat(ours.size()).isGreaterThan(10);
  }

  // ---- made-up layers ------------------------------------------------------------------------

  /** Rows: {@code name}, {@code name/}, {@code name -> target}, {@code name = hard link target}. */
  static byte[] layer(String... rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter writer = new TarWriter(out)) {
      for (String row : rows) {
        String[] link = row.split(" -> ");
        String[] hard = row.split(" = ");
        String name = link.length == 2 ? link[0] : hard[0];
        byte[] content = name.getBytes(StandardCharsets.ISO_8859_1);
        TarEntry.Type type =
            link.length == 2
                ? TarEntry.Type.SYMLINK
                : hard.length == 2
                    ? TarEntry.Type.HARD_LINK
                    : name.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
        String target = link.length == 2 ? link[1] : hard.length == 2 ? hard[1] : "";
        writer.add(
            new TarEntry(
                name,
                type,
                0755,
                0,
                0,
                type == TarEntry.Type.FILE ? content.length : 0,
                7,
                target,
                "",
                "",
                0,
                0,
                new TreeMap<>(),
                0),
            new ByteArrayInputStream(content));
      }
      writer.finish();
    }
    return out.toByteArray();
  }

  private List<String> paths(byte[]... layers) throws IOException {
    List<String> paths = new ArrayList<>();
    read(List.of(layers)).forEach((path, node) -> paths.add(path));
    return paths.subList(1, paths.size());
  }

  @Test
  void whiteoutsHideOnlyLowerLayers() throws IOException {
    byte[] lower = layer("d/", "d/old", "d/sub/", "d/sub/old", "e/", "e/x");
    assertThat(paths(lower, layer("d/", "d/new", "d/.wh..wh..opq", "d/sub/", "d/sub/new")))
        .containsExactly("/d", "/d/new", "/d/sub", "/d/sub/new", "/e", "/e/x");
    assertThat(paths(lower, layer("d/sub/new", ".wh.d", "e/.wh.x")))
        .containsExactly("/d", "/d/sub", "/d/sub/new", "/e");
    assertThat(paths(lower, layer(".wh.d", "d/sub/new", ".wh.nothing", "no/.wh.x")))
        .containsExactly("/d", "/d/sub", "/d/sub/new", "/e", "/e/x");
    assertThat(paths(lower, layer(".wh..wh.plnk/", ".wh..wh.plnk/1.2", "d/.wh..wh.aufs")))
        .containsExactly("/d", "/d/old", "/d/sub", "/d/sub/old", "/e", "/e/x");
  }

  @Test
  void kindsReplaceEachOther() throws IOException {
    byte[] lower = layer("d/", "d/f", "f", "l -> d");
    assertThat(paths(lower, layer("d", "f/", "f/x"))).containsExactly("/d", "/f", "/f/x", "/l");
    // A directory entry over a link replaces the link; a name through the link follows it.
    assertThat(paths(lower, layer("l/", "l/y"))).containsExactly("/d", "/d/f", "/f", "/l", "/l/y");
    assertThat(paths(lower, layer("l/y"))).containsExactly("/d", "/d/f", "/d/y", "/f", "/l");
  }

  @Test
  void nothingIsWrittenOutside() throws IOException {
    byte[] escape = layer("out -> ../../../tmp", "abs -> /", "tmp/", "out/a", "abs/b");
    assertThat(paths(escape)).containsExactly("/abs", "/b", "/out", "/tmp", "/tmp/a");
  }

  @Test
  void lateHardLinksShareWithLowerLayers() throws IOException {
    Tree tree = read(List.of(layer("a"), layer("b = a", "c = ./a", "a")));
    assertThat(tree.hardLinks()).containsExactly(List.of("/b", "/c"));
    assertThat(paths(layer("a", "a = a"))).containsExactly("/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "a/../../x",
        "a,b/,a/c",
        "l -> l,l/x",
        "l -> m,m -> l,l/x",
        "h = missing",
        "d/,h = d",
        "d/,d/f,d = d/f",
        ".wh.",
        "x/.wh..",
        "x/.wh...",
        ".wh.d/x",
        "l -> nowhere,l/x",
      })
  void refuses(String rows) {
    assertThatThrownBy(() -> read(List.of(layer(rows.split(",")))))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
              assertThat(e.getMessage()).startsWith("layer");
            });
  }

  @Test
  void refusesNamesThatNoKernelTakes() {
    assertThatThrownBy(() -> read(List.of(layer("a".repeat(256))))).hasMessageContaining("longer");
    assertThatThrownBy(() -> read(List.of(layer("a/".repeat(2050) + "x"))))
        .hasMessageContaining("longer");
  }
}
