package dev.plinth.fetch;

import java.time.Duration;
import java.util.function.Function;

/**
 * What the HTTP transport is told by its surroundings.
 *
 * @param proxies between here and there
 * @param credentials for hosts; proxies carry theirs in their URI
 * @param tls by host name
 * @param connectTimeout for one address
 * @param readTimeout for one read; a body may take longer as a whole
 */
public record HttpOptions(
    Proxies proxies,
    Credentials credentials,
    Function<String, TlsSettings> tls,
    Duration connectTimeout,
    Duration readTimeout) {

  /** No proxies, no credentials, the system's authorities, 10 s to connect and 30 s to read. */
  public static HttpOptions plain() {
    return new HttpOptions(
        Proxies.none(),
        Credentials.none(),
        _ -> TlsSettings.SYSTEM,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  /** The same with other time limits. */
  public HttpOptions timeouts(Duration connect, Duration read) {
    return new HttpOptions(proxies, credentials, tls, connect, read);
  }
}
