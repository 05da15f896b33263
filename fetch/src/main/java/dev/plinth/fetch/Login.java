package dev.plinth.fetch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A name and a password, never shown. */
public record Login(String user, String password) {
  /** The value of an {@code Authorization} or {@code Proxy-Authorization} field (RFC 7617). */
  String basic() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The user information of {@code uri}, percent-decoded; empty where there is none. */
  public static Optional<Login> of(URI uri) {
    String info = Authority.user(uri).orElse("");
    if (info.isEmpty()) {
      return Optional.empty();
    }
    int colon = info.indexOf(':');
    return Optional.of(
        colon < 0
            ? new Login(decoded(info), "")
            : new Login(decoded(info.substring(0, colon)), decoded(info.substring(colon + 1))));
  }

  private static String decoded(String text) {
    byte[] out = new byte[text.length() * 3];
    int n = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (c == '%' && high >= 0 && low >= 0) {
        out[n++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        byte[] raw = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(raw, 0, out, n, raw.length);
        n += raw.length;
      }
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Login[hidden]";
  }
}
