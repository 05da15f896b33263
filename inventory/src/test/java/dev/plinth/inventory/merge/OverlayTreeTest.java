package dev.plinth.inventory.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Layers;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.TreeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random layers show the files that the tree shows which images are built on. */
class OverlayTreeTest {
  private static final String[] NAMES = {"a", "b", "c"};

  @TempDir Path folder;

  @Test
  void showsWhatTheTreeShows() throws IOException {
    int compared = 0;
    for (int seed = 0; seed < 500; seed++) {
      List<byte[]> layers = layers(new Random(seed), false);
      Set<String> expected;
      try {
        expected = tree(layers);
      } catch (PlinthException e) {
        continue; // a lower layer has a file where this one needs a directory
      }
      assertThat(merged(layers)).as("seed " + seed).isEqualTo(expected);
      compared += expected.isEmpty() ? 0 : 1;
    }
    assertThat(compared).isGreaterThan(100);
  }

  /**
   * A layer may reach the same place by its name and through a link, and put two things there; the
   * tree shows the later one, an inventory both.
   */
  @Test
  void hidesNothingThatTheTreeShowsThroughLinks() throws IOException {
    int same = 0;
    int different = 0;
    for (int seed = 0; seed < 400; seed++) {
      List<byte[]> layers = layers(new Random(seed), true);
      Set<String> expected;
      try {
        expected = tree(layers);
      } catch (PlinthException e) {
        continue; // a link to nowhere stands on the way
      }
      Set<String> merged = merged(layers);
      assertThat(merged).as("seed " + seed).containsAll(expected);
      same += merged.equals(expected) ? 1 : 0;
      different += merged.equals(expected) ? 0 : 1;
    }
    assertThat(same).isGreaterThan(100);
    assertThat(different).isLessThan(same / 10);
  }

  private Set<String> merged(List<byte[]> layers) throws IOException {
    List<InputStream> tars = new ArrayList<>();
    layers.forEach(layer -> tars.add(new ByteArrayInputStream(layer)));
    return MergedFiles.of(folder, tars);
  }

  private Set<String> tree(List<byte[]> layers) throws IOException {
    TreeReader reader = new TreeReader("sha256:x");
    for (byte[] layer : layers) {
      reader.apply(new ByteArrayInputStream(layer), folder.resolve("copy.tar"), "layer");
    }
    Set<String> files = new TreeSet<>();
    reader
        .tree()
        .forEach((path, node) -> {
          if (!(node instanceof Node.Directory)) {
            files.add(path.substring(1));
          }
        });
    return files;
  }

  /** Like those that builders make: in a layer each path once, parents before children. */
  private static List<byte[]> layers(Random random, boolean links) {
    List<byte[]> layers = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      Layers layer = new Layers();
      Set<String> done = new TreeSet<>();
      for (int j = 0; j < 6; j++) {
        String path = path(random);
        // Below what this layer made a file or a link, and above what it put there, is no place.
        if (done.stream().noneMatch(d -> d.startsWith(path) || path.startsWith(d))) {
          done.add(path);
          add(layer, path, random, links);
        }
      }
      layers.add(layer.end());
    }
    return layers;
  }

  private static void add(Layers layer, String path, Random random, boolean links) {
    switch (links ? random.nextInt(8) : 1 + random.nextInt(7)) {
      case 0 -> layer.link(path, (random.nextBoolean() ? "/" : "") + NAMES[random.nextInt(3)]);
      case 1 -> layer.directory(path, 0755);
      case 2 -> layer.whiteout(path);
      case 3 -> {
        if (random.nextBoolean()) {
          layer.opaque(path);
        }
        layer.file(path + "/" + NAMES[random.nextInt(3)], "x");
      }
      default -> layer.file(path, "x");
    }
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder(NAMES[random.nextInt(3)]);
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      path.append('/').append(NAMES[random.nextInt(3)]);
    }
    return path.toString();
  }
}
