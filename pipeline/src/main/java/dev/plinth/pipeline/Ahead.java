package dev.plinth.pipeline;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Work that may be done beside other work, else by whoever first needs what it comes to. */
final class Ahead<T> {
  private final FutureTask<T> task;

  Ahead(Callable<T> work) {
    task = new FutureTask<>(work);
  }

  /** Does them one after the other, on a thread that keeps nobody waiting. */
  static <T> void begin(List<Ahead<T>> all) {
    Thread.ofPlatform().daemon().name("ahead").start(() -> all.forEach(Ahead::run));
  }

  private void run() {
    task.run();
  }

  /** What it came to; what went wrong comes as it is. */
  T get() {
    run();
    return Waiting.on(task);
  }
}
