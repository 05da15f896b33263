package dev.plinth.spec;

import java.util.Optional;
import java.util.OptionalInt;

/** A change of the tree that the spec asks for. Paths are absolute and normalized, as text. */
public sealed interface PathRule {
  String path();

  /** A directory, with those above it; an existing one gets mode and owner. */
  record Directory(String path, OptionalInt mode, Optional<Owner> owner) implements PathRule {}

  /** A symbolic link. */
  record Link(String path, String target) implements PathRule {}

  /**
   * Another mode or owner for what exists.
   *
   * @param recursive whether all below it changes too
   */
  record Permissions(String path, OptionalInt mode, Optional<Owner> owner, boolean recursive)
      implements PathRule {}

  /**
   * Removal of all that a pattern names: {@code *} and {@code ?} within an element, {@code **}
   * across elements. Copyright files stay.
   */
  record Removal(String path) implements PathRule {}

  /** Names or numbers, as written. */
  record Owner(String user, String group) {}
}
