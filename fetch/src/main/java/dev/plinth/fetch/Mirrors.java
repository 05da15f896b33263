package dev.plinth.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Roots that hold the same files, tried in turn. Later ones may be found out only when asked. */
@FunctionalInterface
public interface Mirrors {
  /** The root number {@code n}, from 0; empty where there are no more. Safe for many threads. */
  Optional<URI> get(int n);

  /** A fixed list. */
  static Mirrors of(List<URI> roots) {
    List<URI> copy = List.copyOf(roots);
    return n -> n < copy.size() ? Optional.of(copy.get(n)) : Optional.empty();
  }

  /** {@code path} below {@code root}, whether or not the root ends in a slash. */
  static URI below(URI root, String path) {
    String text = root.toString();
    StringBuilder out = new StringBuilder(text.length() + path.length() + 1).append(text);
    if (!text.endsWith("/")) {
      out.append('/');
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "/-._+~!$&'()*,;=:@".indexOf(c) >= 0;
      if (plain) {
        out.append(c);
      } else {
        String hex = Integer.toHexString(c & 0xff).toUpperCase(java.util.Locale.ROOT);
        out.append('%').append(hex.length() < 2 ? "0" : "").append(hex);
      }
    }
    return URI.create(out.toString());
  }
}
