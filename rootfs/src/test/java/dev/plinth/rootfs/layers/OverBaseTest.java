package dev.plinth.rootfs.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.archive.Decompression;
import dev.plinth.model.Digest;
import dev.plinth.model.Progress;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Tree;
import dev.plinth.rootfs.TreeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers over a base, applied as a runtime does, give the tree they were made of. */
class OverBaseTest {
  private static final String[] NAMES = {"a", "b", "c", "a.d", "a-b"};

  @TempDir Path directory;

  private Random random;

  private String path() {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
    }
    return path.toString();
  }

  private void change(Tree tree, int steps) {
    for (int i = 0; i < steps; i++) {
      String owner = random.nextInt(4) == 0 ? "" : "p" + random.nextInt(4);
      Attributes attributes =
          Build.by(
              owner, random.nextInt(010000), random.nextInt(3) == 0 ? -1 : random.nextInt(900));
      String at = path();
      try {
        switch (random.nextInt(9)) {
          case 0, 1 -> tree.put(at, new Node.Directory(attributes));
          case 2, 3 ->
              tree.put(
                  at,
                  new Node.RegularFile(attributes, Content.ofRaw("x".repeat(random.nextInt(3)))));
          case 4 -> tree.put(at, new Node.Symlink(attributes.withMode(0777), path()));
          case 5 -> tree.link(path(), at);
          case 6 -> tree.removeAll(at);
          case 7 -> tree.rename(at, path());
          default -> tree.change(at, false, a -> a.withMode(random.nextInt(010000)));
        }
      } catch (FileSystemException e) {
        // As in a script, not everything that is tried works.
      }
    }
  }

  private List<Path> write(Tree tree, Optional<Tree> base, Strategy strategy) throws IOException {
    List<Layer> layers = Layers.split(tree, base, strategy, Map.of(), 900);
    FolderTarget target = new FolderTarget(directory.resolve("blobs"));
    List<Path> paths = new ArrayList<>();
    for (LayerBlob blob :
        new LayerWriter(new MemberCache(directory.resolve("cache")), target, 2)
            .write(layers, new Progress.Phase() {})) {
      paths.add(target.path(blob.digest()));
    }
    return paths;
  }

  private Tree read(List<Path> layers) throws IOException {
    TreeReader reader = new TreeReader("sha256:x");
    for (Path layer : layers) {
      try (InputStream in = Decompression.open(Files.newInputStream(layer), "layer")) {
        Path copy = directory.resolve(layer.getFileName() + ".tar");
        Digest diffId = reader.apply(in, copy, "layer");
        assertThat(diffId).isNotNull();
      }
    }
    return reader.tree();
  }

  private static List<String> lines(Tree tree) {
    List<String> lines = new ArrayList<>();
    tree.forEach((path, node) ->
        lines.add(
            path
                + " "
                + Integer.toOctalString(node.attributes().mode())
                + " "
                + switch (node) {
                  case Node.Directory d -> "dir";
                  case Node.RegularFile f -> f.content().sha256() + " ";
                  case Node.Symlink s -> "-> " + s.target();
                  case Node.Special s -> "special";
                }));
    tree.hardLinks().forEach(group -> lines.add("linked " + group));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void giveTheTree(int seed) throws IOException {
    random = new Random(seed);
    for (int round = 0; round < 8; round++) {
      Tree base = new Tree();
      change(base, 60);
      List<Path> layers = new ArrayList<>(write(base, Optional.empty(), new Strategy.Single()));
      // As it really is: the base is read back from its layers, all owned by the base.
      Tree read = read(layers);
      assertThat(lines(read)).isEqualTo(lines(base));
      Tree tree = read.copy();
      change(tree, 1 + random.nextInt(40));
      Strategy strategy =
          random.nextBoolean()
              ? new Strategy.Single()
              : new Strategy.ByOrigin(2 + random.nextInt(6));
      layers.addAll(write(tree, Optional.of(read), strategy));
      assertThat(lines(read(layers)))
          .as("seed " + seed + ", round " + round)
          .isEqualTo(lines(tree));
    }
  }
}
