package dev.plinth.fetch;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server on loopback for each test, and what asks it. */
public abstract class Served {
  private final Duration silence;

  protected TestServer server;
  protected HttpTransport http;

  /**
   * @param silence for how long an answer may not go on
   */
  protected Served(Duration silence) {
    this.silence = silence;
  }

  protected final HttpOptions options() {
    return HttpOptions.plain().timeouts(Duration.ofSeconds(2), silence);
  }

  @BeforeEach
  public final void serve() throws IOException {
    server = new TestServer();
    http = new HttpTransport(options());
  }

  @AfterEach
  public final void end() {
    http.close();
    server.close();
  }
}
