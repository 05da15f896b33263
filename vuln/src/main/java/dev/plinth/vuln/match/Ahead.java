package dev.plinth.vuln.match;

import dev.plinth.inventory.Item;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for the answers of one inventory from its end while another thread asks from its beginning:
 * a matcher keeps its answers, and what is computed by both is computed once.
 */
final class Ahead implements AutoCloseable {
  /** Below so many packages a thread costs more than it brings. */
  private static final int FEWEST = 64;

  private final AtomicInteger reached = new AtomicInteger();
  private final Thread thread;

  private Ahead(PackageMatcher packages, Scope scope, List<Item> items) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("ahead")
            .unstarted(() -> {
              for (int i = items.size() - 1; i > reached.get(); i--) {
                if (Matcher.isJudged(items.get(i))) {
                  packages.outcome(scope, Subject.of(items.get(i).pkg()));
                }
              }
            });
    // Who asks in order meets the same failure, and tells it.
    thread.setUncaughtExceptionHandler((_, _) -> {});
    if (items.size() >= FEWEST) {
      thread.start();
    }
  }

  static Ahead of(PackageMatcher packages, Scope scope, List<Item> items) {
    return new Ahead(packages, scope, items);
  }

  /** Says that all up to here were asked for. */
  void reached(int position) {
    reached.set(position);
  }

  /** Waits until nothing is asked for any more: the index may be closed then. */
  @Override
  public void close() {
    reached.set(Integer.MAX_VALUE);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
