package dev.plinth.fetch;

import java.net.URI;

/** What may stand in messages: no credentials, no control characters, no endless text. */
public final class Shown {
  private static final int LONGEST = 200;

  private Shown() {}

  /** A URI without user information, query and fragment, which may hold secrets. */
  public static String uri(URI uri) {
    if (uri.isOpaque() || uri.getRawAuthority() == null) {
      return text(uri.getScheme() + ":" + (uri.getRawPath() == null ? "" : uri.getRawPath()));
    }
    String authority = uri.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return text(uri.getScheme() + "://" + host + uri.getRawPath());
  }

  /** Text from outside, printable and cut to a bounded length. */
  public static String text(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST));
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c) ? '?' : c);
    }
    return text.length() > LONGEST ? out.append("…").toString() : out.toString();
  }
}
