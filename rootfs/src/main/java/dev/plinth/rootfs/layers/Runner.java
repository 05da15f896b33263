package dev.plinth.rootfs.layers;

import dev.plinth.rootfs.OpenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Runs steps on a few threads, taken in order; the first failure ends all and is thrown. */
final class Runner {
  private Runner() {}

  /** One piece of work, with the files that its thread keeps open. */
  interface Step {
    void run(OpenFile files) throws IOException;
  }

  static void run(int threads, List<Step> steps) throws IOException {
    AtomicInteger next = new AtomicInteger();
    run(
        Math.min(threads, steps.size()),
        files -> {
          for (int i = next.getAndIncrement(); i < steps.size(); i = next.getAndIncrement()) {
            steps.get(i).run(files);
          }
        });
  }

  /** Runs the same step on each of so many threads, the caller's among them. */
  static void run(int threads, Step each) throws IOException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable body =
        () -> {
          try (OpenFile files = new OpenFile()) {
            each.run(files);
          } catch (Throwable e) {
            failure.compareAndSet(null, e);
          }
        };
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      others.add(Thread.ofPlatform().daemon().name("layers-" + i).start(body));
    }
    body.run();
    boolean interrupted = false;
    for (Thread other : others) {
      while (other.isAlive()) {
        try {
          other.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable first = failure.get();
    switch (first) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(first);
    }
  }
}
