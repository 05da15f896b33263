package dev.plinth.pipeline.explain;

import dev.plinth.model.Digest;
import java.util.Optional;

/**
 * One thing on the way from a byte to whoever vouches for it.
 *
 * @param kind {@code file}, {@code layer}, {@code package}, {@code index}, {@code release}, {@code
 *     key}, {@code source}, …
 * @param name what it is called
 * @param said more about it; may be empty
 * @param digest where it has one
 */
public record Step(String kind, String name, String said, Optional<Digest> digest) {
  static Step of(String kind, String name, String said) {
    return new Step(kind, name, said, Optional.empty());
  }

  static Step of(String kind, String name, String said, Digest digest) {
    return new Step(kind, name, said, Optional.of(digest));
  }
}
