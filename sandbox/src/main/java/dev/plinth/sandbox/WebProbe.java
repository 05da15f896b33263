package dev.plinth.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** A program of its own: asks one loopback URL from inside a sandbox's network. */
public final class WebProbe {
  private static final int MOST_BODY = 1 << 20;

  private WebProbe() {}

  /** {@code URL MILLISECONDS}: prints the status, a line feed and the body. */
  public static void main(String[] args) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(args[0]).toURL().openConnection(java.net.Proxy.NO_PROXY);
    connection.setConnectTimeout(Integer.parseInt(args[1]));
    connection.setReadTimeout(Integer.parseInt(args[1]));
    connection.setInstanceFollowRedirects(false);
    int status = connection.getResponseCode();
    System.out.println(status);
    InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (body != null) {
      System.out.write(body.readNBytes(MOST_BODY));
    }
    System.out.flush();
  }
}
