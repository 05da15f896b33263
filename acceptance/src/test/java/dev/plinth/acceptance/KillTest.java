package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build that is killed at any point, or that finds no room on the disk, leaves a store that
 * works, and the same command again gives the same image.
 */
class KillTest {
  private static final int KILLS = Boolean.getBoolean("plinth.full") ? 200 : 20;

  @TempDir Path folder;
  private PlinthProcess seed;
  private Path spec;
  private String expected;
  private long milliseconds;

  /** The digest that all must give, and how long a build takes here. */
  @BeforeEach
  void reference() throws IOException {
    assumeTrue(Machine.has("apt-get"), "no apt, so no mirror is known");
    seed = new PlinthProcess(folder.resolve("seed"));
    spec = folder.resolve("killed.yaml");
    Files.writeString(
        spec,
        """
        name: killed
        distribution: debian/bookworm
        architectures: [amd64]
        flavour: micro
        packages: [libssl3, ca-certificates]
        layers: by-origin
        """);
    seed.run("lock", spec.toString()).ok();
    PlinthProcess reference = copyOfSeed("reference");
    long start = System.nanoTime();
    expected = reference.run(words()).ok().json().get("digest").asString();
    milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  @Test
  void killedAnywhereTheStoreHoldsAndARetryGivesTheSame() throws Exception {
    Random random = new Random(20);
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      String name = "k" + i;
      // Every other build has to download what the lock names, too.
      PlinthProcess plinth =
          i % 2 == 0 ? copyOfSeed(name) : new PlinthProcess(folder.resolve(name));
      Path log = folder.resolve(name + ".log");
      Process process = plinth.start(folder.resolve(name + ".out"), log, words());
      // Each kill in a part of its own of the time that a build takes.
      long after = milliseconds * i / KILLS + random.nextLong(milliseconds / KILLS + 1);
      if (!process.waitFor(after, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        killed++;
      }
      StoreCheck.holds(plinth);
      PlinthProcess.Result retry = plinth.run(words());
      assertThat(retry.code()).as("killed after %d ms: %s", after, retry.err()).isZero();
      assertThat(retry.json().get("digest").asString()).as("%d ms", after).isEqualTo(expected);
      StoreCheck.holds(plinth);
      Trees.delete(folder.resolve(name));
    }
    assertThat(killed).as("builds that were killed before their end").isGreaterThan(KILLS / 2);
  }

  @Test
  void severalAtOnceOnOneStoreAndCacheGiveTheSame() throws Exception {
    PlinthProcess plinth = new PlinthProcess(folder.resolve("many"));
    java.util.List<Process> processes = new java.util.ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(
          plinth.start(folder.resolve("many.out" + i), folder.resolve("many.err" + i), words()));
    }
    for (int i = 0; i < processes.size(); i++) {
      assertThat(processes.get(i).waitFor())
          .as(Files.readString(folder.resolve("many.err" + i)))
          .isZero();
      assertThat(Files.readString(folder.resolve("many.out" + i))).contains(expected);
    }
    StoreCheck.holds(plinth);
  }

  @Test
  void aFullDiskIsAnErrorTheStoreHoldsAndARetryGivesTheSame() throws IOException {
    assumeTrue(Machine.isRoot(), "not root: no small file system can be mounted");
    assumeTrue(Machine.has("unshare"), "unshare is not installed");
    long least = size(seed.store());
    long most = size(folder.resolve("reference"));
    int sizes = 3;
    for (int i = 0; i < sizes; i++) {
      long room = least + (most - least) * (2L * i + 1) / (2 * sizes);
      Path home = Files.createDirectory(folder.resolve("full" + i));
      Path disk = Files.createDirectory(home.resolve("disk"));
      // A namespace of its own: what is mounted goes with the last process in it.
      PlinthProcess plinth =
          new PlinthProcess(disk)
              .with("DISK", disk.toString())
              .with("SEED", seed.store().toString())
              .with("HOME_OF_TEST", home.toString())
              .with("ROOM", Long.toString(room >> 10))
              .through("unshare", "-m", "sh", "-c", SCRIPT, "sh");
      PlinthProcess.Result script = plinth.run(words());
      assumeTrue(script.code() != 99, "no file system can be mounted: " + script.err());
      assertThat(script.code()).as(script.err()).isZero();

      String first = Files.readString(home.resolve("first.err"));
      assertThat(Files.readString(home.resolve("first.code")).strip())
          .as("%d KiB: %s", room >> 10, first)
          .isNotEqualTo("0");
      assertThat(first)
          .contains("No space left on device")
          .contains("plinth: ")
          .contains("  → ")
          .doesNotContain("internal error")
          .doesNotContain("\tat ");
      assertThat(Files.readString(home.resolve("list.code")).strip())
          .as(Files.readString(home.resolve("list.err")))
          .isEqualTo("0");
      StoreCheck.holds(home.resolve("store"));
      assertThat(Files.readString(home.resolve("retry.code")).strip())
          .as(Files.readString(home.resolve("retry.err")))
          .isEqualTo("0");
      assertThat(Files.readString(home.resolve("retry.out"))).contains(expected);
      Trees.delete(home);
    }
  }

  /** Builds with little room, looks, makes room, builds again; the arguments are the command. */
  private static final String SCRIPT =
      """
      mount -t tmpfs -o size="$ROOM"k none "$DISK" || exit 99
      cp -r "$SEED" "$DISK/store" || exit 98
      to=$HOME_OF_TEST
      "$@" >$to/first.out 2>$to/first.err
      echo $? >$to/first.code
      "$1" list >$to/list.out 2>$to/list.err
      echo $? >$to/list.code
      cp -r "$DISK/store" $to/store
      mount -o remount,size=2g "$DISK" || exit 97
      "$@" >$to/retry.out 2>$to/retry.err
      echo $? >$to/retry.code
      """;

  private PlinthProcess copyOfSeed(String name) throws IOException {
    Trees.copy(seed.store(), folder.resolve(name).resolve("store"));
    return new PlinthProcess(folder.resolve(name));
  }

  private String[] words() {
    return new String[] {"build", spec.toString(), "--locked", "-o", "json"};
  }

  private static long size(Path path) {
    return Long.parseLong(Machine.run("du", "-s", "-B1", path.toString()).split("\t", 2)[0]);
  }
}
