package dev.plinth.model;

import java.util.Comparator;

/**
 * A platform in the words of the OCI image-spec (image-index.md): Go's names of system and
 * processor.
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code amd64}, {@code arm64}
 * @param variant for example {@code v8}; empty where there is none
 */
public record Platform(String os, String architecture, String variant)
    implements Comparable<Platform> {

  public Platform(String os, String architecture) {
    this(os, architecture, "");
  }

  /** Reads {@code os/architecture} or {@code os/architecture/variant}. */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new PlinthException(
          ErrorCode.USAGE, "'" + text + "' is not a platform", "write it as linux/amd64");
    }
    return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
  }

  @Override
  public int compareTo(Platform other) {
    return Comparator.comparing(Platform::toString).compare(this, other);
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
