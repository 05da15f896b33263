package dev.plinth.fetch;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Gets a file whose digest nobody tells, unless it is still the one that was had before (RFC 9110,
 * 13.1). What is cut off is resumed where the other side vouches that it is the same file.
 */
public final class Refresh {
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final long WORTHWHILE = 256 << 10;

  private final Transport transport;
  private final Backoff backoff;
  private final InstantSource clock;
  private final boolean plainHttp;

  /**
   * @param plainHttp whether {@code http} is good enough for other machines too: anybody on the way
   *     can change what it brings
   */
  public Refresh(Transport transport, Backoff backoff, InstantSource clock, boolean plainHttp) {
    this.transport = transport;
    this.backoff = backoff;
    this.clock = clock;
    this.plainHttp = plainHttp;
  }

  /**
   * What was told of the file that is there already; both empty where there is none.
   *
   * @param etag as the field had it
   * @param lastModified likewise
   */
  public record Known(String etag, String lastModified) {
    public static final Known NOTHING = new Known("", "");
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** It is what was had before. */
    record Unchanged() implements Outcome {}

    /** It is in the file now. */
    record Changed(Known known, long size) implements Outcome {}

    /** Nobody gives it now; another time may be better. */
    record Failed(String reason) implements Outcome {}
  }

  /**
   * Gets {@code uri} into {@code file}, which may hold anything before.
   *
   * @param limit in bytes
   * @throws PlinthException {@code USAGE} where the address may not be asked, {@code BAD_INPUT}
   *     where the file is longer than {@code limit}
   */
  public Outcome get(URI uri, Known known, Path file, long limit, Progress.Phase phase) {
    check(uri);
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      return new Attempts(uri, known, out, limit, phase).all();
    } catch (InterruptedIOException e) {
      return new Outcome.Failed(Failures.describe(uri, e));
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot write " + file + ": " + e.getMessage(),
          "make room on the disk of the feeds' folder",
          e);
    }
  }

  private void check(URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw new PlinthException(
          ErrorCode.USAGE,
          Shown.uri(uri) + " is given with a password, which would be kept",
          "put the name and password of that host into apt's auth.conf");
    }
    if ("http".equalsIgnoreCase(uri.getScheme()) && !plainHttp && !isLoopback(uri)) {
      throw new PlinthException(
          ErrorCode.USAGE,
          Shown.uri(uri) + " is plain HTTP: anybody on the way can change what it brings",
          "use https, or say --allow-http");
    }
  }

  /** By name or number, without asking anybody. */
  private static boolean isLoopback(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (host.equals("localhost")) {
      return true;
    }
    boolean number = host.startsWith("[") || host.matches("[0-9.]+");
    try {
      return number && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** One file on its way. */
  private final class Attempts {
    private final URI uri;
    private final Known known;
    private final FileChannel out;
    private final long limit;
    private final Progress.Phase phase;
    private String validator = "";
    private Known fresh = Known.NOTHING;
    private long size;

    Attempts(URI uri, Known known, FileChannel out, long limit, Progress.Phase phase) {
      this.uri = uri;
      this.known = known;
      this.out = out;
      this.limit = limit;
      this.phase = phase;
    }

    Outcome all() throws IOException {
      String reason = "";
      Duration wait = RetryAfter.NOT_SAID;
      int failed = 0;
      while (failed == 0 || backoff.again(failed, wait)) {
        wait = RetryAfter.NOT_SAID;
        long before = size;
        try (Response response = transport.get(request())) {
          check(response.uri());
          if (response.status() == 304 && size == 0 && !known.equals(Known.NOTHING)) {
            return new Outcome.Unchanged();
          }
          if (response.ok()) {
            receive(response);
            return new Outcome.Changed(fresh, size);
          }
          reason = Failures.describe(uri, response.status());
          if (response.status() == 416) {
            restart();
          } else if (!RetryAfter.worthRetrying(response.status())) {
            return new Outcome.Failed(reason);
          }
          wait = RetryAfter.of(response, clock);
        } catch (DiskFull e) {
          throw e.inner;
        } catch (IOException e) {
          reason = Failures.describe(uri, e);
          if (!Failures.worthRetrying(e)) {
            return new Outcome.Failed(reason);
          }
        }
        failed = size - before >= WORTHWHILE ? 1 : failed + 1;
      }
      return new Outcome.Failed(reason);
    }

    private Request request() {
      if (size > 0 && !validator.isEmpty()) {
        return Request.of(uri).from(size, validator);
      }
      Request request = Request.of(uri);
      if (!known.etag().isEmpty()) {
        request = request.with("If-None-Match", known.etag());
      }
      return known.lastModified().isEmpty()
          ? request
          : request.with("If-Modified-Since", known.lastModified());
    }

    private void receive(Response response) throws IOException {
      long offset = response.offset();
      if (offset != size) {
        restart();
        if (offset != 0) {
          throw new IOException("the answer is another part than the one asked for");
        }
      }
      if (response.length() > limit - size) {
        throw tooLong();
      }
      phase.expect(Math.max(0, response.length()));
      validator = response.validator();
      fresh = new Known(field(response, "ETag"), field(response, "Last-Modified"));
      InputStream body = response.body();
      byte[] buffer = new byte[64 << 10];
      Pace pace = new Pace(WINDOW);
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        if (size + n > limit) {
          throw tooLong();
        }
        write(buffer, n);
        phase.advance(n);
        pace.check(n);
      }
    }

    private static String field(Response response, String name) {
      String value = response.headers().first(name).orElse("");
      return value.length() <= 500 ? value : "";
    }

    private void write(byte[] buffer, int n) throws DiskFull {
      try {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        size += n;
      } catch (IOException e) {
        throw new DiskFull(e);
      }
    }

    private void restart() throws DiskFull {
      try {
        out.truncate(0);
        out.position(0);
        size = 0;
      } catch (IOException e) {
        throw new DiskFull(e);
      }
    }

    private PlinthException tooLong() {
      return new PlinthException(
          ErrorCode.BAD_INPUT,
          Shown.uri(uri) + " has more than the " + limit + " bytes that a feed may have",
          "check that the address is that of a feed");
    }
  }

  /** The disk failed, not the network. */
  private static final class DiskFull extends IOException {
    private static final long serialVersionUID = 1L;
    final IOException inner;

    DiskFull(IOException inner) {
      super(inner);
      this.inner = inner;
    }
  }
}
