package dev.plinth.deb.repository;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One suite that an image is resolved against.
 *
 * @param name in the words of the lock, without the component: {@code debian/bookworm-security}
 * @param suite below {@code dists/}; ends in a slash for a flat repository
 * @param archive last part of the root's path by convention, for guessing ({@code
 *     debian-security}); empty where nothing is to be guessed
 * @param components wanted; empty for a flat repository
 * @param allowExpired whether it may be out of date, and its key too: only the spec says so
 * @param root where a repository of its own lies; empty: found among the mirrors
 * @param keys that may sign it
 */
public record Suite(
    String name,
    String suite,
    String archive,
    List<String> components,
    boolean allowExpired,
    Optional<URI> root,
    ReleaseVerifier keys) {

  public Suite {
    components = List.copyOf(components);
  }

  /** Where its files lie, below the root; ends in a slash. */
  String folder() {
    if (!flat()) {
      return "dists/" + suite + "/";
    }
    return suite.equals("./") || suite.equals("/") ? "" : suite;
  }

  boolean flat() {
    return suite.endsWith("/");
  }

  /**
   * Whether a Release with these names is this suite's (both fields are optional in the format).
   */
  boolean matches(String codename, String suiteField) {
    return flat() || suite.equals(codename) || suite.equals(suiteField);
  }

  /** {@code debian/bookworm/main}: names one component in the lock. */
  public String repository(String component) {
    return component.isEmpty() ? name : name + "/" + component;
  }
}
