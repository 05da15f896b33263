package dev.plinth.rootfs.layers;

import dev.plinth.archive.Decompression;
import dev.plinth.model.Digest;
import dev.plinth.model.Progress;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code LayerBench DEBS SCRATCH [single|BUDGET] [THREADS]}: cold, changed and cached, in a JVM.
 */
final class LayerBench {
  private LayerBench() {}

  public static void main(String[] arguments) throws Exception {
    Path scratch = Path.of(arguments[1]);
    long start = System.nanoTime();
    DebFolder debs = new DebFolder(Path.of(arguments[0]), scratch.resolve("tars"));
    time("read debs", start);
    Strategy strategy =
        arguments[2].equals("single")
            ? new Strategy.Single()
            : new Strategy.ByOrigin(Integer.parseInt(arguments[2]));
    int threads = Integer.parseInt(arguments[3]);
    for (int round = 0; round < Integer.parseInt(arguments[4]); round++) {
      delete(scratch.resolve("cache"));
      delete(scratch.resolve("blobs"));
      System.out.println("-- round " + round);
      List<LayerBlob> blobs = write("cold", debs, strategy, scratch, threads);
      if (round == 0) {
        show(debs, strategy, blobs, scratch);
      }
      write("unchanged", debs, strategy, scratch, threads);
      debs.tree.put(
          "/usr/bin/changed-" + round,
          new Node.RegularFile(
              Attributes.generated(0755, new Origin.Packaged("bash")), Content.ofRaw("x" + round)));
      write("one package changed", debs, strategy, scratch, threads);
      delete(scratch.resolve("blobs"));
      write("blobs lost", debs, strategy, scratch, threads);
    }
  }

  private static List<LayerBlob> write(
      String what, DebFolder debs, Strategy strategy, Path scratch, int threads) throws Exception {
    long cpu = cpu();
    long start = System.nanoTime();
    List<Layer> layers =
        Layers.split(debs.tree, Optional.empty(), strategy, debs.sources, debs.epoch);
    long split = System.nanoTime();
    FolderTarget target = new FolderTarget(scratch.resolve("blobs"));
    MemberCache cache = new MemberCache(scratch.resolve("cache"));
    List<LayerBlob> blobs =
        new LayerWriter(cache, target, threads).write(layers, new Progress.Phase() {});
    System.out.printf(
        "%-20s split %.3f s, whole %.3f s, processor %.3f s%n",
        what, (split - start) / 1e9, (System.nanoTime() - start) / 1e9, (cpu() - cpu) / 1e9);
    return blobs;
  }

  private static void show(DebFolder debs, Strategy strategy, List<LayerBlob> blobs, Path scratch)
      throws Exception {
    System.out.println(debs.tree.size() + " nodes");
    for (LayerBlob blob : blobs) {
      System.out.printf(
          "%-40s %9d %10d %s%n",
          blob.name(),
          blob.size(),
          blob.unpacked(),
          blob.packages().size() > 1 ? blob.packages() : "");
      long start = System.nanoTime();
      Path path = scratch.resolve("blobs").resolve(blob.digest().hex());
      try (InputStream in = Decompression.open(Files.newInputStream(path), blob.name())) {
        if (!Digest.of(in).equals(blob.diffId())) {
          throw new IllegalStateException("diffID of " + blob.name());
        }
      }
      if (blobs.size() == 1) {
        time("inflate and hash", start);
      }
    }
    System.out.printf(
        "%d layers, %d bytes compressed, %d uncompressed%n",
        blobs.size(),
        blobs.stream().mapToLong(LayerBlob::size).sum(),
        blobs.stream().mapToLong(LayerBlob::unpacked).sum());
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void time(String what, long start) {
    System.out.printf("%-20s %.3f s%n", what, (System.nanoTime() - start) / 1e9);
  }

  private static void delete(Path folder) throws Exception {
    if (Files.exists(folder)) {
      try (var all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
