package dev.plinth.inventory.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.FakeDatabases;
import dev.plinth.inventory.FakeImage;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.Layers;
import dev.plinth.inventory.cache.FolderLayerCache;
import dev.plinth.inventory.layers.CopyrightReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which copyright file is a package's, through layers and links; what they say is read elsewhere.
 */
class CopyrightTest {
  private static final String STATUS = "var/lib/dpkg/status";

  @TempDir Path folder;

  /** Of a file {@code known TEXT} says {@code TEXT of OWNER}, of others nothing. */
  private static final class Fake implements CopyrightReader {
    @Override
    public String licence(byte[] file, String owner) {
      String text = new String(file, StandardCharsets.UTF_8);
      return text.startsWith("known ") ? text.substring("known ".length()) + " of " + owner : "";
    }

    @Override
    public String renamed(String licence, String from, String to) {
      assertThat(licence).endsWith(" of " + from);
      return licence.substring(0, licence.length() - from.length()) + to;
    }
  }

  private Inventory read(Layers... layers) throws IOException {
    byte[][] tars = Stream.of(layers).map(Layers::end).toArray(byte[][]::new);
    Settings settings =
        Settings.everything().with(new Fake()).with(new FolderLayerCache(folder.resolve("cache")));
    Inventories inventories = new Inventories(FakeDatabases.all(), settings);
    try (FakeImage image = FakeImage.of(folder.resolve("image"), tars)) {
      Examination first = inventories.of("it", image.image());
      assertThat(inventories.of("it", image.image())).as("from the cache").isEqualTo(first);
      return first.inventory();
    }
  }

  private static Map<String, String> licences(Inventory inventory) {
    Map<String, String> licences = new TreeMap<>();
    for (Item item : inventory.items()) {
      licences.put(item.pkg().name(), item.pkg().licence());
    }
    return licences;
  }

  private static String doc(String name) {
    return "usr/share/doc/" + name + "/copyright";
  }

  @Test
  void foldersAndFilesMayBeLinks() throws IOException {
    Inventory inventory =
        read(
            new Layers()
                .file(
                    STATUS,
                    "lib 1\nlib-dev 1\nbase 1\nhard 1\nnone 1\nodd 1\nround 1\nhard2 1\ntwin 1\n")
                .file(doc("lib"), "known GPL")
                .link("usr/share/doc/lib-dev", "lib")
                .link(doc("base"), "/usr/share/doc/lib/../lib/copyright")
                .hardLink(doc("hard"), doc("lib"))
                .file("usr/share/text", "known MIT")
                .hardLink(doc("hard2"), "usr/share/text")
                .file(doc("odd"), "free words")
                .file(doc("twin"), "known GPL")
                .link("usr/share/doc/round", "round"));
    assertThat(licences(inventory))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "lib", "GPL of lib",
                "lib-dev", "GPL of lib-dev",
                "base", "GPL of base",
                "hard", "GPL of hard",
                "hard2", "MIT of hard2",
                "none", "",
                "odd", "",
                "twin", "GPL of twin",
                "round", ""));
    assertThat(inventory.gaps()).isEmpty();
  }

  @Test
  void theVisibleFileCounts() throws IOException {
    Inventory inventory =
        read(
            new Layers()
                .file(STATUS, "a 1\nb 1\nc 1\nd 1\ne 1\n")
                .file(doc("a"), "known OLD")
                .file(doc("b"), "known OLD")
                .file(doc("c"), "known OLD")
                .file(doc("d"), "known OLD")
                .file(doc("e"), "known OLD"),
            new Layers()
                .file(doc("a"), "known NEW")
                .file(doc("b"), "free words")
                .whiteout(doc("c"))
                .opaque("usr/share/doc/d"),
            new Layers().file(doc("c"), "known BACK"));
    assertThat(licences(inventory))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a", "NEW of a", "b", "", "c", "BACK of c", "d", "", "e", "OLD of e"));
  }

  /** Whose files a package of a language lies in is found again among the items. */
  @Test
  void ownersAreTheSamePackages() throws IOException {
    String place = "usr/lib/python3/dist-packages/six-1.16.egg-info/PKG-INFO";
    Inventory inventory =
        read(
            new Layers()
                .file(STATUS, "python3-six 1\n")
                .file("var/lib/dpkg/info/python3-six.list", "/" + place + "\n")
                .file(place, "Metadata-Version: 2.1\nName: six\nVersion: 1.16\n")
                .file(doc("python3-six"), "known MIT"));
    Item six = inventory.items().get(1);
    assertThat(six.owner()).contains(inventory.items().getFirst().pkg());
    assertThat(six.owner().orElseThrow().licence()).isEqualTo("MIT of python3-six");
  }

  @Test
  void whatIsTooLargeIsUnknownAndSaid() throws IOException {
    String large = "known " + "x".repeat(4 << 20);
    String wordy = "known " + "MIT AND ".repeat(4000) + "MIT";
    Inventory inventory =
        read(
            new Layers()
                .file(STATUS, "a 1\nb 1\nc 1\n")
                .file(doc("a"), large)
                .file(doc("b"), wordy)
                .file(doc("c"), "known MIT")
                .file("usr/share/doc/c/x/copyright", "known OTHER")
                .file("usr/share/doc/copyright", "known OTHER"));
    assertThat(licences(inventory))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "", "b", "", "c", "MIT of c"));
    assertThat(inventory.gaps())
        .containsExactly(
            "layer 1: usr/share/doc/a/copyright was not read, so that licence is unknown: it has "
                + large.length()
                + " bytes, more than 3145728",
            "layer 1: usr/share/doc/b/copyright was not read, so that licence is unknown: its"
                + " licences make more than 16384 characters");
  }
}
