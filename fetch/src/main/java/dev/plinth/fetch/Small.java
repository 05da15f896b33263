package dev.plinth.fetch;

import dev.plinth.model.PlinthException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Fetches small files of unknown size into memory, within a bound. */
public final class Small {
  private final Transport transport;
  private final Backoff backoff;
  private final InstantSource clock;

  public Small(Transport transport, Backoff backoff, InstantSource clock) {
    this.transport = transport;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** The bytes, and where they came from in the end. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Got(byte[] bytes, URI from) implements Outcome {}

    /** The place answers, but does not have it: 404, 410, or 403 as some object stores say. */
    record Missing(int status) implements Outcome {}

    /**
     * There is no answer to build on.
     *
     * @param reason one clause with the place, without credentials
     */
    record Failed(String reason) implements Outcome {
      /** As an error of exit code 5. */
      public PlinthException error(String what) {
        return Failures.network(what, List.of(reason));
      }
    }
  }

  /** Fetches {@code uri}, at most {@code limit} bytes. */
  public Outcome get(URI uri, int limit) {
    String reason = "";
    Duration wait = RetryAfter.NOT_SAID;
    try {
      for (int failed = 0; failed == 0 || backoff.again(failed, wait); failed++) {
        wait = RetryAfter.NOT_SAID;
        try (Response response = transport.get(Request.of(uri))) {
          if (response.status() == 200) {
            return read(response, uri, limit);
          }
          switch (response.status()) {
            case 403, 404, 410 -> {
              return new Outcome.Missing(response.status());
            }
            default -> {}
          }
          reason = Failures.describe(uri, response.status());
          if (!RetryAfter.worthRetrying(response.status())) {
            return new Outcome.Failed(reason);
          }
          wait = RetryAfter.of(response, clock);
        } catch (IOException e) {
          reason = Failures.describe(uri, e);
          if (!Failures.worthRetrying(e)) {
            return new Outcome.Failed(reason);
          }
        }
      }
    } catch (IOException interrupted) {
      return new Outcome.Failed(Failures.describe(uri, interrupted));
    }
    return new Outcome.Failed(reason);
  }

  private static Outcome read(Response response, URI uri, int limit) throws IOException {
    if (response.length() > limit) {
      return new Outcome.Failed(tooLarge(uri, limit));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    byte[] buffer = new byte[1 << 16];
    Pace pace = new Pace(Duration.ofSeconds(20));
    for (int n = response.body().read(buffer); n >= 0; n = response.body().read(buffer)) {
      pace.check(n);
      bytes.write(buffer, 0, n);
      if (bytes.size() > limit) {
        return new Outcome.Failed(tooLarge(uri, limit));
      }
    }
    return new Outcome.Got(bytes.toByteArray(), response.uri());
  }

  private static String tooLarge(URI uri, int limit) {
    return Shown.uri(uri) + ": more than the " + limit + " bytes that it may have";
  }
}
