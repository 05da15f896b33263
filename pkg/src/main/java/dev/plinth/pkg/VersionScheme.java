package dev.plinth.pkg;

import java.util.Comparator;

/**
 * The order of a package format's versions. The resolver knows versions only through this.
 *
 * <p>{@link #compare} refuses what is not a version with a {@code BAD_INPUT} error: never a guess.
 */
public interface VersionScheme extends Comparator<String> {
  /** Whether {@code version} is well formed. */
  boolean isValid(String version);
}
