package dev.plinth.deb.source;

/**
 * One version of a source package.
 *
 * @param version with its epoch; empty where what names the source names none
 */
public record SourceId(String name, String version) {
  @Override
  public String toString() {
    return name + "=" + version;
  }
}
