package dev.plinth.fetch;

import dev.plinth.model.Blobs;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One file from the first mirror that has it. Wrong bytes end it at once: another mirror is for
 * what is missing or cut off, not for lies.
 */
final class FileDownload {
  /** An attempt that brings less counts as failed, so that attempts are bounded by the size. */
  private static final long WORTHWHILE = 256 << 10;

  private final Downloader downloader;
  private final Wanted wanted;
  private final Blobs blobs;
  private final Progress.Phase phase;
  private final BooleanSupplier stopped;
  private final List<String> tried = new ArrayList<>();
  private int absences;

  /** How much of the file was told to the progress. */
  private long told;

  private String validator = "";

  /** Whether bytes of an earlier process are at the start of the file. */
  private boolean inherited;

  FileDownload(
      Downloader downloader,
      Wanted wanted,
      Blobs blobs,
      Progress.Phase phase,
      BooleanSupplier stopped) {
    this.downloader = downloader;
    this.wanted = wanted;
    this.blobs = blobs;
    this.phase = phase;
    this.stopped = stopped;
  }

  /** Empty where the download as a whole was ended meanwhile. */
  Optional<Path> run() {
    try (Partial partial = Partial.open(blobs, wanted.digest())) {
      if (blobs.find(wanted.digest()).isPresent()) {
        return blobs.find(wanted.digest()); // another process was faster
      }
      if (partial.size() > wanted.size()) {
        partial.truncate(0);
      }
      inherited = partial.size() > 0;
      tell(partial);
      return fromAny(partial);
    }
  }

  /** Whether it was asked for somewhere, and every answer was that it is not there. */
  boolean isGone() {
    return absences > 0 && absences == tried.size();
  }

  private Optional<Path> fromAny(Partial partial) {
    List<URI> later = new ArrayList<>();
    Optional<URI> root = wanted.mirrors().get(0);
    for (int n = 0; root.isPresent(); root = wanted.mirrors().get(++n)) {
      if (downloader.isDown(root.get())) {
        later.add(root.get());
      } else if (complete(partial, root.get())) {
        return adopted(partial, root.get());
      }
    }
    for (URI down : later) {
      if (complete(partial, down)) {
        return adopted(partial, down);
      }
    }
    if (stopped.getAsBoolean()) {
      return Optional.empty();
    }
    throw Failures.network(wanted.what(), tried);
  }

  private Optional<Path> adopted(Partial partial, URI root) {
    if (stopped.getAsBoolean()) {
      return Optional.empty();
    }
    boolean again = inherited;
    inherited = false;
    try {
      return Optional.of(partial.adopt(blobs, wanted.digest(), wanted.what()));
    } catch (PlinthException e) {
      if (!again || e.code() != ErrorCode.VERIFICATION) {
        throw e;
      }
    }
    // What an earlier process left may have been wrong: once more, and only with bytes from here.
    try (Partial fresh = Partial.open(blobs, wanted.digest())) {
      fresh.truncate(0);
      if (complete(fresh, root)) {
        return adopted(fresh, root);
      }
    }
    throw Failures.network(wanted.what(), tried);
  }

  /** Whether all bytes are there, as far as the size tells. */
  private boolean complete(Partial partial, URI root) {
    for (String path : wanted.paths()) {
      if (complete(partial, root, Mirrors.below(root, path))) {
        return true;
      }
      if (downloader.isDown(root)) {
        return false;
      }
    }
    return false;
  }

  private boolean complete(Partial partial, URI root, URI uri) {
    validator = "";
    Duration wait = RetryAfter.NOT_SAID;
    String reason = "";
    try {
      int failed = 0;
      while (failed == 0 || downloader.backoff().again(failed, wait)) {
        if (partial.size() == wanted.size() || stopped.getAsBoolean()) {
          return true;
        }
        long before = partial.size();
        wait = RetryAfter.NOT_SAID;
        try (Response response = downloader.get(request(uri, before))) {
          if (response.ok()) {
            receive(response, partial, uri);
            return true;
          }
          if (response.status() == 416) {
            partial.truncate(0);
            inherited = false;
          }
          reason = Failures.describe(uri, response.status());
          if (response.status() != 416 && !RetryAfter.worthRetrying(response.status())) {
            tried.add(reason);
            absences += response.status() == 404 || response.status() == 410 ? 1 : 0;
            return false;
          }
          wait = RetryAfter.of(response, downloader.clock());
        } catch (IOException e) {
          reason = Failures.describe(uri, e);
          if (!Failures.worthRetrying(e)) {
            break;
          }
        }
        failed = partial.size() - before >= WORTHWHILE ? 1 : failed + 1;
      }
    } catch (IOException interrupted) {
      reason = Failures.describe(uri, interrupted);
    }
    downloader.down(root);
    tried.add(reason);
    return false;
  }

  private Request request(URI uri, long from) {
    return from == 0 ? Request.of(uri) : Request.of(uri).from(from, validator);
  }

  private void receive(Response response, Partial partial, URI uri) throws IOException {
    long offset = response.offset();
    if (offset != partial.size()) {
      if (offset != 0) {
        partial.truncate(0);
        throw new IOException("the answer is another part than the one asked for");
      }
      partial.truncate(0); // it sends everything: it knows no ranges, or the file changed
      inherited = false;
    }
    if (response.length() >= 0 && offset + response.length() != wanted.size()) {
      throw wrongSize(uri, String.valueOf(offset + response.length()));
    }
    validator = response.validator();
    InputStream body = response.body();
    byte[] buffer = new byte[64 << 10];
    Pace pace = new Pace(downloader.window());
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      if (stopped.getAsBoolean()) {
        return;
      }
      if (partial.size() + n > wanted.size()) {
        throw wrongSize(uri, "more");
      }
      partial.write(buffer, n);
      tell(partial);
      pace.check(n);
    }
    if (partial.size() < wanted.size()) {
      throw new IOException("cut off after " + partial.size() + " of " + wanted.size() + " bytes");
    }
  }

  private PlinthException wrongSize(URI uri, String size) {
    return new PlinthException(
        ErrorCode.VERIFICATION,
        Shown.uri(uri)
            + " has "
            + size
            + " bytes instead of "
            + wanted.size()
            + ": it is not the "
            + wanted.what(),
        "the mirror, or something on the way, changed it: use another mirror");
  }

  private void tell(Partial partial) {
    if (partial.size() > told) {
      phase.advance(partial.size() - told);
      told = partial.size();
    }
  }
}
