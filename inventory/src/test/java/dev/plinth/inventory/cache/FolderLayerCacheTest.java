package dev.plinth.inventory.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.layers.LayerFacts;
import dev.plinth.inventory.layers.Look;
import dev.plinth.inventory.layers.ScannedLayer;
import dev.plinth.inventory.spool.Spool;
import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLayerCacheTest {
  private static final Set<Look> LOOKS = Set.of(Look.LANGUAGES);
  private static final int SIZE = 10_000;

  @TempDir Path folder;
  private SpoolFolder spools;

  @BeforeEach
  void open() throws IOException {
    spools = SpoolFolder.in(folder);
  }

  @AfterEach
  void close() throws IOException {
    spools.close();
  }

  private static Digest digest(int number) {
    return Digest.of("layer " + number);
  }

  private ScannedLayer layer(String gap) throws IOException {
    Spool listing = spools.open(SIZE);
    listing.write(new byte[SIZE]);
    LayerFacts facts =
        new LayerFacts(1, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(gap));
    return new ScannedLayer(facts, listing, spools.open(SIZE));
  }

  private Optional<String> found(FolderLayerCache cache, int number) throws IOException {
    Optional<ScannedLayer> kept = cache.find(digest(number), LOOKS, spools);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try (ScannedLayer layer = kept.get()) {
      assertThat(layer.listing().size()).isEqualTo(SIZE);
      return Optional.of(layer.facts().gaps().getFirst());
    }
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(cache())) {
      return files.sorted().toList();
    }
  }

  /** As if all that is kept had not been used for an hour. */
  private void age() throws IOException {
    for (Path file : files()) {
      FileTime before = Files.getLastModifiedTime(file);
      Files.setLastModifiedTime(file, FileTime.from(before.toInstant().minus(Duration.ofHours(1))));
    }
  }

  @Test
  void whatWasNotUsedForLongestGoes() throws IOException {
    FolderLayerCache cache = new FolderLayerCache(cache(), 3 * SIZE + SIZE / 2);
    for (int i = 0; i < 3; i++) {
      cache.keep(digest(i), LOOKS, layer("layer " + i));
      age();
    }
    assertThat(found(cache, 0)).contains("layer 0");
    cache.keep(digest(3), LOOKS, layer("layer 3"));
    assertThat(found(cache, 1)).as("the one that nobody asked for").isEmpty();
    assertThat(found(cache, 0)).contains("layer 0");
    assertThat(found(cache, 2)).contains("layer 2");
    assertThat(found(cache, 3)).contains("layer 3");
    assertThat(files()).hasSize(3);
  }

  @Test
  void aLayerThatWouldFillHalfOfItIsNotKept() throws IOException {
    FolderLayerCache cache = new FolderLayerCache(cache(), 2 * SIZE - 1);
    cache.keep(digest(0), LOOKS, layer("large"));
    assertThat(cache()).doesNotExist();
  }

  @Test
  void whatAKilledProcessOrAnOlderPlinthLeftGoesButNotWhatIsBeingWritten() throws IOException {
    FolderLayerCache cache = new FolderLayerCache(cache());
    Files.createDirectories(cache());
    Path abandoned = Files.writeString(cache().resolve("new-1"), "half");
    Path older = Files.writeString(cache().resolve("abc-1.v1"), "old");
    age();
    age();
    Path now = Files.writeString(cache().resolve("new-2"), "half");
    cache.keep(digest(0), LOOKS, layer("kept"));
    assertThat(abandoned).doesNotExist();
    assertThat(older).doesNotExist();
    assertThat(now).exists();
    assertThat(found(cache, 0)).contains("kept");
  }

  @Test
  void anyDamagedByteIsNoticedAndTheLayerIsKeptAnew() throws IOException {
    FolderLayerCache cache = new FolderLayerCache(cache());
    cache.keep(digest(0), LOOKS, layer("whole"));
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += at < 200 || at > whole.length - 20 ? 1 : 997) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      Files.write(file, bytes);
      assertThat(found(cache, 0)).as("byte " + at).isEmpty();
    }
    for (int length : new int[] {0, 3, 19, 20, 60, whole.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(found(cache, 0)).as("cut to " + length).isEmpty();
    }
    cache.keep(digest(0), LOOKS, layer("again"));
    assertThat(found(cache, 0)).contains("again");
  }

  @Test
  void aFileOfAnotherLayerIsNotBelieved() throws IOException {
    FolderLayerCache cache = new FolderLayerCache(cache());
    cache.keep(digest(0), LOOKS, layer("harmless"));
    Path file = files().getFirst();
    String name = file.getFileName().toString();
    Files.copy(file, file.resolveSibling(name.replace(digest(0).hex(), digest(1).hex())));
    Files.copy(file, file.resolveSibling(name.replaceFirst("-[0-9]+", "-7")));
    assertThat(found(cache, 0)).contains("harmless");
    assertThat(found(cache, 1)).isEmpty();
    assertThat(cache.find(digest(0), Set.of(Look.values()), spools)).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenKeepsNothingAndFailsNothing() throws IOException {
    Path occupied = Files.writeString(folder.resolve("occupied"), "a file");
    FolderLayerCache cache = new FolderLayerCache(occupied.resolve("cache"));
    cache.keep(digest(0), LOOKS, layer("lost"));
    assertThat(found(cache, 0)).isEmpty();
  }

  @Test
  void manyAtOnceReadWholeLayersOrNone() throws Exception {
    Instant end = Instant.now().plusMillis(1500);
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int thread = t;
        all.add(pool.submit(() -> work(thread, end)));
      }
      int hits = 0;
      for (Future<Integer> one : all) {
        hits += one.get();
      }
      assertThat(hits).isPositive();
    }
    assertThat(files().size()).isBetween(1, 3);
  }

  /** As a process does, with room for three layers of ten. */
  private int work(int thread, Instant end) throws IOException {
    FolderLayerCache cache = new FolderLayerCache(cache(), 3 * SIZE + SIZE / 2);
    int hits = 0;
    for (int i = thread; Instant.now().isBefore(end); i++) {
      Optional<String> kept = found(cache, i % 10);
      if (kept.isPresent()) {
        assertThat(kept.get()).isEqualTo("layer " + i % 10);
        hits++;
      } else {
        cache.keep(digest(i % 10), LOOKS, layer("layer " + i % 10));
      }
    }
    return hits;
  }
}
