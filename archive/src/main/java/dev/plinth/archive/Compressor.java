package dev.plinth.archive;

/**
 * What compressed a layer: the same compressor makes the same bytes of the same input.
 *
 * @param name of the implementation: {@code libdeflate}
 * @param version of the library that carries it
 * @param level of compression
 */
public record Compressor(String name, String version, int level) {
  @Override
  public String toString() {
    return name + " (" + version + "), level " + level;
  }
}
