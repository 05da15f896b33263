package dev.plinth.shell;

/**
 * What one run may use at most; more is {@link NotUnderstood}, so that no script hangs the build or
 * fills the memory.
 *
 * @param steps commands, loop rounds and expansions
 * @param depth nested functions, subshells, substitutions, {@code eval}s and scripts
 * @param outputBytes of any one stream, variable or file written by redirection
 */
public record Limits(long steps, int depth, int outputBytes) {
  /** Far above what any real maintainer script needs. */
  public static Limits generous() {
    return new Limits(2_000_000, 100, 16 << 20);
  }
}
