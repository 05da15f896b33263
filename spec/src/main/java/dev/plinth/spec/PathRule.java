package dev.plinth.spec;

import dev.plinth.model.Location;
import java.util.Optional;
import java.util.OptionalInt;

/** A change of the tree that the spec asks for. Paths are absolute and normalized, as text. */
public sealed interface PathRule {
  String path();

  /** Where the path is written, for messages. */
  Location at();

  /** A directory, with those above it; an existing one gets mode and owner. */
  record Directory(String path, OptionalInt mode, Optional<Owner> owner, Location at)
      implements PathRule {}

  /** A symbolic link. */
  record Link(String path, String target, Location at) implements PathRule {}

  /**
   * Another mode or owner for what exists.
   *
   * @param recursive whether all below it changes too
   */
  record Permissions(
      String path, OptionalInt mode, Optional<Owner> owner, boolean recursive, Location at)
      implements PathRule {}

  /**
   * Removal of all that a pattern names: {@code *} and {@code ?} within an element, {@code **}
   * across elements. Copyright files stay.
   */
  record Removal(String path, Location at) implements PathRule {}

  /**
   * Names or numbers, as written.
   *
   * @param group empty for the user's own
   * @param at where it is written, for messages
   */
  record Owner(String user, String group, Location at) {
    /** Of {@code USER} or {@code USER:GROUP}. */
    public static Owner of(String text, Location at) {
      int colon = text.indexOf(':');
      return colon < 0
          ? new Owner(text, "", at)
          : new Owner(text.substring(0, colon), text.substring(colon + 1), at);
    }
  }
}
