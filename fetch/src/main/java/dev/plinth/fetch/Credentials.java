package dev.plinth.fetch;

import java.net.URI;
import java.util.Optional;

/** Who one is at a place. Asked for every request anew, so that nothing travels to another host. */
@FunctionalInterface
public interface Credentials {
  /**
   * @param uri without user information
   */
  Optional<Login> login(URI uri);

  /** Nobody anywhere. */
  static Credentials none() {
    return _ -> Optional.empty();
  }
}
