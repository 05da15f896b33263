package dev.plinth.fetch;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Host and port of a URI, also where the host is no name in the sense of RFC 1123: {@code
 * http://apt_cache:3142/debian} is usual among containers, and {@link URI#getHost} knows none.
 */
public final class Authority {
  private Authority() {}

  /** The host in lower case, an IPv6 address in its brackets; empty where there is none. */
  public static Optional<String> host(URI uri) {
    String place = place(uri);
    int colon = place.lastIndexOf(':');
    boolean port = colon > place.lastIndexOf(']');
    String host = port ? place.substring(0, colon) : place;
    return host.isEmpty() ? Optional.empty() : Optional.of(host.toLowerCase(Locale.ROOT));
  }

  /** The port as written; -1 where there is none, or none that could be. */
  public static int port(URI uri) {
    String place = place(uri);
    int colon = place.lastIndexOf(':');
    if (colon <= place.lastIndexOf(']')) {
      return -1;
    }
    String digits = place.substring(colon + 1);
    if (digits.isEmpty() || digits.length() > 5) {
      return -1;
    }
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      port = port * 10 + digit;
    }
    return port > 65535 ? -1 : port;
  }

  /** The port, else the usual one of the scheme. */
  static int effectivePort(URI uri) {
    int port = port(uri);
    if (port >= 0) {
      return port;
    }
    return switch (String.valueOf(uri.getScheme())) {
      case "https" -> 443;
      case "socks5", "socks5h" -> 1080;
      default -> 80;
    };
  }

  /** Host and port without user information. */
  private static String place(URI uri) {
    String authority = uri.getRawAuthority();
    return authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
  }

  /** What stands before the host, without the sign after it; empty where there is nothing. */
  static Optional<String> user(URI uri) {
    String authority = uri.getRawAuthority();
    int at = authority == null ? -1 : authority.lastIndexOf('@');
    return authority == null || at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at));
  }
}
