package dev.plinth.vuln.match;

import dev.plinth.inventory.Item;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for the answers of one inventory from its end while another thread asks from its beginning:
 * a matcher keeps its answers, and what is computed by both is computed once.
 */
final class Ahead implements AutoCloseable {
  /** Below so many packages a thread costs more than it brings. */
  private static final int FEWEST = 64;

  private final AtomicInteger reached = new AtomicInteger();
  private final CompletableFuture<Void> asking;

  Ahead(PackageMatcher packages, Scope scope, Provided provided, List<Item> items) {
    asking =
        items.size() < FEWEST
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.runAsync(
                () -> ask(packages, scope, provided, items),
                task -> Thread.ofPlatform().daemon().name("ahead").start(task));
  }

  private void ask(PackageMatcher packages, Scope scope, Provided provided, List<Item> items) {
    for (int i = items.size() - 1; i > reached.get(); i--) {
      if (provided.isJudged(items.get(i))) {
        packages.outcome(scope, Subject.of(items.get(i).pkg()));
      }
    }
  }

  /** Says that all up to here were asked for. */
  void reached(int position) {
    reached.set(position);
  }

  /** Waits until nothing is asked for any more: the index may be closed then. */
  @Override
  public void close() {
    reached.set(Integer.MAX_VALUE);
    // Who asks in order meets the same failure, and tells it.
    asking.exceptionally(_ -> null).join();
  }
}
