package dev.plinth.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Samples;
import dev.plinth.oci.VerifiedStream;
import dev.plinth.oci.source.Image;
import dev.plinth.oci.source.ImageSource;
import dev.plinth.oci.source.ImageSources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes and threads at one store; some of them die. */
class StoreProcessesTest {
  private static final int KILLS = Boolean.getBoolean("plinth.full") ? 200 : 20;
  private static final int AT_ONCE = 4;

  @TempDir Path temp;

  @Test
  void fourThreadsLoseNoName() throws Exception {
    Path folder = temp.resolve("store");
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int t = 0; t < AT_ONCE; t++) {
        String id = "t" + t;
        tasks.add(() -> {
          StoreWriter.write(LayoutStore.at(folder), id, 15);
          return true;
        });
      }
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isTrue();
      }
    }
    requireNames(LayoutStore.at(folder), "t", 15);
  }

  @Test
  void fourProcessesLoseNoNameWhileOthersRead() throws Exception {
    Path folder = temp.resolve("store");
    List<Process> writers = new ArrayList<>();
    for (int p = 0; p < AT_ONCE; p++) {
      writers.add(StoreWriter.start(folder, "p" + p, 15));
    }
    for (Process writer : writers) {
      StoreWriter.awaitReady(writer);
    }
    AtomicBoolean stop = new AtomicBoolean();
    try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
      Future<Integer> read =
          reader.submit(() -> {
            LayoutStore store = LayoutStore.at(folder);
            int most = 0;
            while (!stop.get()) {
              int names = store.list().size();
              assertThat(names).isGreaterThanOrEqualTo(most);
              most = names;
              store.named("contended").ifPresent(image -> store.index(image));
            }
            return most;
          });
      for (Process writer : writers) {
        StoreWriter.go(writer);
      }
      for (Process writer : writers) {
        assertThat(writer.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).isZero();
      }
      stop.set(true);
      assertThat(read.get()).isBetween(0, AT_ONCE * 15 + 1);
    }
    LayoutStore store = LayoutStore.at(folder);
    requireNames(store, "p", 15);
    requireSound(store);
  }

  private static void requireNames(LayoutStore store, String prefix, int each) {
    Set<String> expected = new TreeSet<>(Set.of("contended"));
    for (int t = 0; t < AT_ONCE; t++) {
      for (int i = 0; i < each; i++) {
        expected.add(prefix + t + "-" + i);
      }
    }
    assertThat(store.list()).extracting(StoredImage::name).containsExactlyElementsOf(expected);
    assertThat(store.entries()).hasSize(expected.size() + AT_ONCE * each);
  }

  @Test
  void killedWritersLeaveAStoreThatWorks() throws Exception {
    Random random = new Random(20);
    int killed = 0;
    for (int round = 0; killed < KILLS; round++) {
      // Every other round begins without a store, to die while it is made.
      Path folder = temp.resolve(round % 2 == 0 ? "fresh" + round : "old");
      List<Process> writers = new ArrayList<>();
      for (int p = 0; p < AT_ONCE; p++) {
        writers.add(StoreWriter.start(folder, "r" + round + "p" + p, 100_000));
      }
      for (Process writer : writers) {
        StoreWriter.awaitReady(writer);
      }
      for (Process writer : writers) {
        StoreWriter.go(writer);
      }
      for (Process writer : writers) {
        int wait = random.nextInt(round % 2 == 0 ? 20_000 : 200_000);
        TimeUnit.MICROSECONDS.sleep(wait);
        writer.destroyForcibly().waitFor();
        killed++;
      }
      LayoutStore store = LayoutStore.at(folder);
      requireSound(store);
      Samples.named(store, "after-" + round);
      requireSound(store);
    }
  }

  @Test
  void garbageIsCollectedBetweenWritersAndTakesNothingOfTheirs() throws Exception {
    Path folder = temp.resolve("store");
    List<Process> writers = new ArrayList<>();
    for (int p = 0; p < 2; p++) {
      writers.add(StoreWriter.start(folder, "p" + p, 25, "reopen"));
    }
    for (Process writer : writers) {
      StoreWriter.awaitReady(writer);
    }
    for (Process writer : writers) {
      StoreWriter.go(writer);
    }
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofDays(1));
    int collected = 0;
    boolean running = true;
    while (running) {
      running = writers.stream().anyMatch(Process::isAlive);
      try (LayoutStore store = LayoutStore.at(folder)) {
        collected += new GarbageCollector(store, Duration.ZERO, later).collect().blobs().size();
      } catch (PlinthException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.MACHINE);
        assertThat(e.getMessage()).contains("is in use by another process");
      }
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }
    LayoutStore store = LayoutStore.at(folder);
    assertThat(store.list()).hasSize(51);
    assertThat(collected).isPositive();
    requireSound(store);
  }

  /** Every blob is its digest and every name leads to an image of which nothing is missing. */
  private static void requireSound(LayoutStore store) throws IOException {
    for (Map.Entry<Digest, Path> blob : store.allBlobs().entrySet()) {
      store.verified(blob.getKey(), "a blob");
    }
    for (StoredImage named : store.list()) {
      try (ImageSource source = ImageSources.open(store, named.name())) {
        assertThat(source.platforms()).hasSize(2);
        for (Platform platform : source.platforms()) {
          Image image = source.image(platform);
          for (int i = 0; i < image.manifest().value().layers().size(); i++) {
            try (VerifiedStream tar = image.openTar(i)) {
              tar.finish();
            }
          }
        }
      }
    }
    for (LayoutIndex.Entry entry : store.entries()) {
      assertThat(store.find(entry.descriptor().digest())).isPresent();
    }
  }
}
