package dev.plinth.fetch;

import java.io.IOException;
import java.util.Locale;

/** Chooses by scheme: {@code http}, {@code https}, {@code file}. */
public final class Transports implements Transport {
  private final Transport http;
  private final Transport file;

  public Transports(Transport http, Transport file) {
    this.http = http;
    this.file = file;
  }

  @Override
  public Response get(Request request) throws IOException {
    String scheme = String.valueOf(request.uri().getScheme()).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http", "https" -> http.get(request);
      case "file" -> file.get(request);
      default ->
          throw new HttpTransport.Refused(
              "the scheme of " + Shown.uri(request.uri()) + " is not one Plinth can fetch from");
    };
  }
}
