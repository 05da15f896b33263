package dev.plinth.inventory.layers;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where links lead that stand on the way of well-known files: {@code opt/db} for {@code
 * var/lib/rpm}.
 *
 * @param known the well-known path by the real one, both without a leading slash
 */
public record Aliases(Map<String, String> known) {
  /** No links. */
  public static final Aliases NONE = new Aliases(Map.of());

  public Aliases {
    known = new TreeMap<>(known);
  }

  /** The well-known path of a file at or below a real one; itself where there is none. */
  public String known(String path) {
    for (Map.Entry<String, String> alias : known.entrySet()) {
      String real = alias.getKey();
      if (path.equals(real)) {
        return alias.getValue();
      }
      if (path.startsWith(real) && path.charAt(real.length()) == '/') {
        return alias.getValue() + path.substring(real.length());
      }
    }
    return path;
  }
}
