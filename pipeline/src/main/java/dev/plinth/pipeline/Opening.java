package dev.plinth.pipeline;

import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.pkg.PackageFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Opens packages beside other work, each once, from the moment it is among the blobs. */
final class Opening implements AutoCloseable {
  private final Workshop workshop;
  private final ExecutorService executor;
  private final Map<Digest, Future<PackageFile>> opened = new ConcurrentHashMap<>();

  Opening(Workshop workshop) {
    this.workshop = workshop;
    this.executor =
        Executors.newFixedThreadPool(
            workshop.threads(), Thread.ofPlatform().daemon().name("open-", 1).factory());
  }

  /** Begins with a package; on any thread. What goes wrong is told to who waits for it. */
  void begin(LockedPackage pkg) {
    Future<PackageFile> _ = future(pkg);
  }

  private Future<PackageFile> future(LockedPackage pkg) {
    return opened.computeIfAbsent(
        pkg.sha256(), _ -> executor.submit(() -> workshop.format().read(pkg)));
  }

  /** All of them, in the order given; waits for those that are not open yet. */
  List<PackageFile> all(List<LockedPackage> packages) {
    // The largest first, so that no processor is left waiting for one of them at the end.
    packages.stream()
        .sorted(Comparator.comparingLong(LockedPackage::size).reversed())
        .forEach(this::begin);
    List<PackageFile> files = new ArrayList<>();
    for (LockedPackage pkg : packages) {
      files.add(Waiting.on(future(pkg)));
    }
    return files;
  }

  /** Waits for what is being opened, so that nothing is written afterwards; drops the rest. */
  @Override
  public void close() {
    opened.values().forEach(future -> future.cancel(false));
    executor.close();
  }
}
