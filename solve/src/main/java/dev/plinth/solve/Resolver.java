package dev.plinth.solve;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Chooses packages and versions as apt's classic solver does ({@code apt-get install}, apt 2.6),
 * not as an optimal solver would: what Debian's users get and test is the measure. See {@code
 * docs/adr/040-the-resolver-follows-apt.md}.
 *
 * <p>The same request gives the same answer. Nothing here is shared between calls.
 */
public final class Resolver {
  /** The search recurses once a dependency; apt allows 3000 levels. */
  private static final long STACK = 64L << 20;

  /** Resolves one request for one architecture. */
  public Resolution resolve(Request request) {
    FutureTask<Resolution> task = new FutureTask<>(() -> new Resolving(request).run());
    Thread thread = new Thread(null, task, "resolver", STACK);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlinthException(
          ErrorCode.MACHINE, "resolving was interrupted", "run the command again", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }
}
