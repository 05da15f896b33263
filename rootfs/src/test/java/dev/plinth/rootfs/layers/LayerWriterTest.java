package dev.plinth.rootfs.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.CacheRoom;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerWriterTest {
  private static final Strategy SINGLE = new Strategy.Single();

  @TempDir Path directory;

  private final AtomicLong advanced = new AtomicLong();

  /** Packages small and large, files that cross members, links, generated files. */
  private static Build sample() throws IOException {
    Build build = new Build();
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 20; j++) {
        build.file(
            "/usr/share/p" + i + "/f" + j,
            Build.by("p" + i, 0644, 100 + i),
            Build.noise(i * j * 37, j));
      }
    }
    build.file("/usr/lib/large", Build.by("large", 04755, 77), Build.noise(5_000_000, 1));
    build.file("/usr/lib/edge", Build.by("edge", 0755, 77), Build.noise((2 << 20) - 512, 2));
    build.file("/usr/lib/edge2", Build.by("edge", 0755, 77), Build.noise(512, 2));
    build.file("/usr/lib/" + "n".repeat(200), Build.by("edge", 0755, 77), Build.noise(3, 2));
    build.tree.link("/usr/lib/large", "/usr/lib/again");
    build.file("/etc/generated", "", "made");
    return build;
  }

  private List<LayerBlob> write(Tree tree, Strategy strategy, String cache, String out, int threads)
      throws IOException {
    List<Layer> layers = Layers.split(tree, Optional.empty(), strategy, Map.of(), Build.EPOCH);
    FolderTarget target = new FolderTarget(directory.resolve(out));
    List<LayerBlob> blobs =
        new LayerWriter(new MemberCache(directory.resolve(cache)), target, threads)
            .write(
                layers,
                new Progress.Phase() {
                  @Override
                  public void advance(long bytes) {
                    advanced.addAndGet(bytes);
                  }
                });
    assertThat(target.open()).isZero();
    return blobs;
  }

  @Test
  void bytesDependOnNothingButTheTree() throws IOException {
    for (Strategy strategy : List.of(SINGLE, new Strategy.ByOrigin(6))) {
      List<LayerBlob> first = write(sample().tree, strategy, "c" + strategy, "o", 1);
      for (int threads : new int[] {1, 2, 3, 8}) {
        String fresh = "c" + threads + strategy;
        assertThat(write(sample().tree, strategy, fresh, "o" + threads, threads)).isEqualTo(first);
        assertThat(write(sample().tree, strategy, fresh, "again" + threads, threads))
            .as("members cached")
            .isEqualTo(first);
      }
      FolderTarget target = new FolderTarget(directory.resolve("o"));
      for (LayerBlob blob : first) {
        assertThat(target.holds(blob.digest())).isTrue();
      }
    }
  }

  @Test
  void whatIsWrittenIsTheTree() throws Exception {
    Build build = sample();
    for (Strategy strategy : List.of(SINGLE, new Strategy.ByOrigin(6))) {
      List<LayerBlob> blobs = write(build.tree, strategy, "c", "o", 2);
      assertThat(blobs.size()).isBetween(1, 6);
      Tree back = Build.unpack(new FolderTarget(directory.resolve("o")), blobs, directory);
      assertThat(lines(back)).isEqualTo(lines(build.tree));
    }
  }

  private static List<String> lines(Tree tree) {
    List<String> lines = new ArrayList<>();
    tree.forEach((path, node) ->
        lines.add(
            path
                + " "
                + node.attributes().mode()
                + " "
                + (node instanceof dev.plinth.rootfs.Node.RegularFile f
                    ? f.content().sha256()
                    : "")));
    tree.hardLinks().forEach(group -> lines.add(group.toString()));
    return lines;
  }

  @Test
  void anUnchangedLayerIsNotMadeAgain() throws Exception {
    List<LayerBlob> first = write(sample().tree, SINGLE, "c", "o", 2);
    Path blob = new FolderTarget(directory.resolve("o")).path(first.getFirst().digest());
    Object before = Files.getAttribute(blob, "unix:ino");
    advanced.set(0);
    assertThat(write(sample().tree, SINGLE, "c", "o", 2)).isEqualTo(first);
    assertThat(Files.getAttribute(blob, "unix:ino")).isEqualTo(before);
    assertThat(advanced.get())
        .as("progress is complete all the same")
        .isEqualTo(first.getFirst().unpacked());
    // A blob that was damaged on disk is written again.
    Files.write(blob, new byte[] {1, 2, 3});
    assertThat(write(sample().tree, SINGLE, "c", "o", 2)).isEqualTo(first);
    assertThat(new FolderTarget(directory.resolve("o")).holds(first.getFirst().digest())).isTrue();
  }

  @Test
  void aChangeRemakesOnlyItsPackage() throws Exception {
    write(sample().tree, SINGLE, "c", "o", 2);
    Set<Path> before = files("c");
    Build changed = sample();
    changed.file("/usr/share/p3/f3", Build.by("p3", 0644, 103), Content.ofRaw("new"));
    write(changed.tree, SINGLE, "c", "o", 2);
    Set<Path> made = files("c");
    made.removeAll(before);
    assertThat(made).as("one member and one layer").hasSize(2);
  }

  @Test
  void damagedCacheEntriesAreToldAndThenMadeAgain() throws Exception {
    List<LayerBlob> first = write(sample().tree, SINGLE, "c", "o", 2);
    int number = 0;
    for (Path path : files("c")) {
      byte[] bytes = Files.readAllBytes(path);
      switch (number++ % 4) {
        case 0 -> bytes[bytes.length / 2] ^= 1;
        case 1 -> bytes = new byte[0];
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, bytes.length - 1);
        default -> bytes[bytes.length - 1] ^= 1;
      }
      Files.write(path, bytes);
    }
    int told = 0;
    List<LayerBlob> again = List.of();
    while (again.isEmpty() && told <= number) {
      try {
        again = write(sample().tree, SINGLE, "c", "fresh", 2);
      } catch (PlinthException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
        assertThat(e).hasMessageContaining("in the cache");
        told++;
      }
    }
    assertThat(told).as("all but the empty one").isPositive();
    assertThat(again).isEqualTo(first);
    FolderTarget fresh = new FolderTarget(directory.resolve("fresh"));
    assertThat(fresh.holds(first.getFirst().digest())).isTrue();
  }

  @Test
  void pruningLeavesTheNewestAndBreaksNothing() throws Exception {
    List<LayerBlob> first = write(sample().tree, SINGLE, "c", "o", 2);
    long before = size("c");
    CacheRoom.keep(directory.resolve("c"), Long.MAX_VALUE, "");
    CacheRoom.keepUnused(directory.resolve("c"), 0);
    assertThat(size("c")).isEqualTo(before);
    CacheRoom.keep(directory.resolve("c"), before / 2, "");
    assertThat(size("c")).isPositive().isLessThanOrEqualTo(before / 2);
    assertThat(write(sample().tree, SINGLE, "c", "fresh", 2)).isEqualTo(first);
    CacheRoom.keep(directory.resolve("c"), 0, "");
    assertThat(files("c")).isEmpty();
    CacheRoom.keepUnused(directory.resolve("missing"), 0);
    assertThat(directory.resolve("missing")).doesNotExist();
  }

  private long size(String folder) throws IOException {
    long size = 0;
    for (Path path : files(folder)) {
      size += Files.size(path);
    }
    return size;
  }

  @Test
  void anEntryUnderTheWrongKeyIsNotTaken() throws Exception {
    List<LayerBlob> first = write(sample().tree, SINGLE, "c", "o", 2);
    List<Path> all = new ArrayList<>(files("c"));
    byte[] other = Files.readAllBytes(all.getFirst());
    for (Path path : all) {
      Files.write(path, other);
    }
    List<LayerBlob> again = List.of();
    int told = 0;
    while (again.isEmpty() && told < all.size()) {
      try {
        again = write(sample().tree, SINGLE, "c", "fresh", 2);
      } catch (PlinthException e) {
        assertThat(e).hasMessageContaining("in the cache");
        told++;
      }
    }
    assertThat(told).as("the entries under keys of others").isPositive();
    assertThat(again).isEqualTo(first);
  }

  private Set<Path> files(String folder) throws IOException {
    try (var walk = Files.walk(directory.resolve(folder))) {
      return new HashSet<>(walk.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void nothingIsLeftWhereAContentCannotBeRead() throws Exception {
    Path file = Files.write(directory.resolve("short"), new byte[3_000_000]);
    Build build = sample();
    build.file(
        "/usr/lib/broken",
        Build.by("z", 0644, 1),
        Content.slice(file, 0, 3_000_000, Digest.of("known")));
    Files.write(file, new byte[2_500_000]);
    for (int threads : new int[] {1, 4}) {
      assertThatThrownBy(() -> write(build.tree, SINGLE, "c", "o", threads))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ends early");
      assertThat(files("o")).isEmpty();
      assertThat(new FolderTarget(directory.resolve("o")).open()).isZero();
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsSaid() throws Exception {
    Files.writeString(directory.resolve("c"), "a file");
    assertThatThrownBy(() -> write(sample().tree, SINGLE, "c", "o", 2))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("cannot write to the cache");
  }

  @Test
  void libsslAloneMovesLittle() throws Exception {
    Build build = sample();
    build.file("/usr/lib/libssl.so.3", Build.by("libssl3", 0644, 50), Build.noise(6_000_000, 9));
    build.file("/var/lib/dpkg/status", "", "version 1");
    Strategy strategy = new Strategy.ByOrigin(20);
    List<LayerBlob> before = write(build.tree, strategy, "c", "o", 2);
    build.file("/usr/lib/libssl.so.3", Build.by("libssl3", 0644, 60), Build.noise(6_000_001, 8));
    build.file("/var/lib/dpkg/status", "", "version 2");
    List<LayerBlob> after = new ArrayList<>(write(build.tree, strategy, "c", "o", 2));
    after.removeAll(before);
    assertThat(after.stream().map(LayerBlob::name)).containsExactly("libssl3", "generated files");
    // A package that is new changes nothing but the layer it is in and the generated one.
    List<LayerBlob> now = write(build.tree, strategy, "c", "o", 2);
    build.file("/usr/lib/new", Build.by("new", 0644, 60), Build.noise(2_000_000, 8));
    build.file("/usr/lib/edge.d/x", Build.by("new", 0644, 999), Content.ofRaw("x"));
    List<LayerBlob> more = new ArrayList<>(write(build.tree, strategy, "c", "o", 2));
    more.removeAll(now);
    assertThat(more.stream().map(LayerBlob::name)).containsExactly("new");
  }

  @Test
  void noLayersNoBlobs() throws IOException {
    FolderTarget target = new FolderTarget(directory.resolve("o"));
    assertThat(
            new LayerWriter(new MemberCache(directory.resolve("c")), target, 4)
                .write(List.of(), new Progress.Phase() {}))
        .isEmpty();
    Tree empty = new Tree();
    assertThat(write(empty, SINGLE, "c", "o", 4)).hasSize(1);
    assertThat(Attributes.GENERATED).isEqualTo(-1);
  }
}
