package dev.plinth.deb.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The same for each of a few things at once; the first in their order that fails, fails all. */
public final class Parallel {
  private Parallel() {}

  /** Results in the order of {@code things}, each made on a thread of its own. */
  public static <T, R> List<R> map(List<T> things, Function<T, R> function) {
    AtomicReferenceArray<@Nullable R> results = new AtomicReferenceArray<>(things.size());
    AtomicReferenceArray<@Nullable Throwable> failures = new AtomicReferenceArray<>(things.size());
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i < things.size(); i++) {
      int n = i;
      Runnable one = () -> run(n, things, function, results, failures);
      threads.add(Thread.ofPlatform().daemon().name("suite-" + n).start(one));
    }
    if (!things.isEmpty()) {
      run(0, things, function, results, failures);
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    List<R> list = new ArrayList<>();
    for (int i = 0; i < things.size(); i++) {
      switch (failures.get(i)) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
      R result = results.get(i);
      if (result != null) {
        list.add(result);
      }
    }
    return list;
  }

  private static <T, R> void run(
      int n,
      List<T> things,
      Function<T, R> function,
      AtomicReferenceArray<@Nullable R> results,
      AtomicReferenceArray<@Nullable Throwable> failures) {
    try {
      results.set(n, function.apply(things.get(n)));
    } catch (RuntimeException | Error e) {
      failures.set(n, e);
    }
  }
}
