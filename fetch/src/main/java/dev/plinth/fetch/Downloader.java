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
    // Large ones first, so that the connections finish together.
    missing.sort(Comparator.comparingLong(Wanted::size).reversed());
    new Run(missing, blobs, phase, arrived).all();
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
    private final AtomicInteger next = new AtomicInteger();
    private @Nullable Throwable failure;
    private volatile boolean stopped;

    Run(List<Wanted> files, Blobs blobs, Progress.Phase phase, BiConsumer<Wanted, Path> arrived) {
      this.files = files;
      this.blobs = blobs;
      this.phase = phase;
      this.arrived = arrived;
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
        try {
          new FileDownload(Downloader.this, file, blobs, phase, () -> stopped)
              .run()
              .ifPresent(path -> arrived.accept(file, path));
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
