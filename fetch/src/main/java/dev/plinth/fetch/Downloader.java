package dev.plinth.fetch;

import dev.plinth.model.Blobs;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Downloads many files at once into blobs, each hashed before it counts. The first error ends all;
 * what was received stays, and is resumed by the next run.
 */
public final class Downloader {
  private final Transport transport;
  private final Backoff backoff;
  private final InstantSource clock;
  private final int connections;
  private final Duration window;
  private final Set<URI> down = ConcurrentHashMap.newKeySet();

  /**
   * @param connections at most at once
   */
  public Downloader(Transport transport, Backoff backoff, InstantSource clock, int connections) {
    this(transport, backoff, clock, connections, Duration.ofSeconds(20));
  }

  Downloader(
      Transport transport, Backoff backoff, InstantSource clock, int connections, Duration window) {
    this.transport = transport;
    this.backoff = backoff;
    this.clock = clock;
    this.connections = connections;
    this.window = window;
  }

  /**
   * Downloads what is not among {@code blobs} yet; what is, is not looked at.
   *
   * @param arrived is told of each file as soon as it is there and hashed, or was there before, on
   *     one of several threads
   * @throws PlinthException {@code NETWORK} where no mirror gives a file, {@code VERIFICATION}
   *     where one gives wrong bytes
   */
  public void download(
      List<Wanted> files, Blobs blobs, Progress.Phase phase, BiConsumer<Wanted, Path> arrived) {
    List<Wanted> missing = new ArrayList<>();
    for (Wanted file : files) {
      Optional<Path> here = blobs.find(file.digest());
      if (here.isPresent()) {
        arrived.accept(file, here.get());
      } else {
        missing.add(file);
        phase.expect(file.size());
      }
    }
    run(missing, blobs, phase, arrived, false);
  }

  /**
   * The same, but goes on without the files that are nowhere any more: those for which every mirror
   * answered that it does not have them.
   *
   * @return these files, in the order given
   * @throws PlinthException as {@link #download} does for every other failure
   */
  public List<Wanted> downloadAvailable(List<Wanted> files, Blobs blobs, Progress.Phase phase) {
    List<Wanted> missing = new ArrayList<>();
    for (Wanted file : files) {
      if (blobs.find(file.digest()).isEmpty()) {
        missing.add(file);
        phase.expect(file.size());
      }
    }
    Set<Wanted> gone = run(missing, blobs, phase, (_, _) -> {}, true);
    return files.stream().filter(gone::contains).toList();
  }

  private Set<Wanted> run(
      List<Wanted> missing,
      Blobs blobs,
      Progress.Phase phase,
      BiConsumer<Wanted, Path> arrived,
      boolean tolerant) {
    // Large ones first, so that the connections finish together.
    missing.sort(Comparator.comparingLong(Wanted::size).reversed());
    Run run = new Run(missing, blobs, phase, arrived, tolerant);
    run.all();
    return run.gone;
  }

  Response get(Request request) throws IOException {
    return transport.get(request);
  }

  Backoff backoff() {
    return backoff;
  }

  InstantSource clock() {
    return clock;
  }

  Duration window() {
    return window;
  }

  /** Remembers that a mirror gave nothing after all attempts: others are asked before it. */
  void down(URI root) {
    down.add(root);
  }

  boolean isDown(URI root) {
    return down.contains(root);
  }

  /** One call of {@link #download}. */
  private final class Run {
    private final List<Wanted> files;
    private final Blobs blobs;
    private final Progress.Phase phase;
    private final BiConsumer<Wanted, Path> arrived;
    private final boolean tolerant;
    private final Set<Wanted> gone = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();
    private @Nullable Throwable failure;
    private volatile boolean stopped;

    Run(
        List<Wanted> files,
        Blobs blobs,
        Progress.Phase phase,
        BiConsumer<Wanted, Path> arrived,
        boolean tolerant) {
      this.files = files;
      this.blobs = blobs;
      this.phase = phase;
      this.arrived = arrived;
      this.tolerant = tolerant;
    }

    void all() {
      List<Thread> threads = new ArrayList<>();
      for (int i = 1; i < Math.min(connections, files.size()); i++) {
        threads.add(Thread.ofPlatform().daemon().name("fetch-" + i).start(this::some));
      }
      some();
      try {
        for (Thread thread : threads) {
          thread.join();
        }
      } catch (InterruptedException e) {
        stopped = true;
        Thread.currentThread().interrupt();
        throw new PlinthException(
            ErrorCode.NETWORK, "the download was interrupted", "run it again: it resumes", e);
      }
      rethrow();
    }

    private void some() {
      for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
        if (stopped) {
          return;
        }
        Wanted file = files.get(i);
        FileDownload one = new FileDownload(Downloader.this, file, blobs, phase, () -> stopped);
        try {
          one.run().ifPresent(path -> arrived.accept(file, path));
        } catch (PlinthException e) {
          if (tolerant && e.code() == ErrorCode.NETWORK && one.isGone()) {
            gone.add(file);
          } else {
            fail(e);
          }
        } catch (RuntimeException | Error e) {
          fail(e);
        }
      }
    }

    private synchronized void fail(Throwable e) {
      if (failure == null) {
        failure = e;
      }
      stopped = true;
    }

    private synchronized void rethrow() {
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }
  }
}
