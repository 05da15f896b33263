package dev.plinth.pipeline.source;

import java.util.Comparator;

/**
 * One version of a source package.
 *
 * @param version empty where what names the source names none
 */
public record SourceVersion(String name, String version) implements Comparable<SourceVersion> {
  private static final Comparator<SourceVersion> ORDER =
      Comparator.comparing(SourceVersion::name).thenComparing(SourceVersion::version);

  /** The folder that its files have in artifacts and on disk. */
  public String folder() {
    return name + "_" + version;
  }

  @Override
  public int compareTo(SourceVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name + "=" + version;
  }
}
