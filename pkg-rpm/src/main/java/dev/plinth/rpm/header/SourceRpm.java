package dev.plinth.rpm.header;

import java.util.Optional;

/**
 * The file name of a source rpm, {@code NAME-VERSION-RELEASE.src.rpm} or {@code .nosrc.rpm}: only
 * names have dashes.
 */
record SourceRpm(String name, String version, String release) {
  /** Nothing where it is no such name. */
  static Optional<SourceRpm> parse(String file) {
    String stem = stem(stem(file, ".src.rpm"), ".nosrc.rpm");
    int release = stem.lastIndexOf('-');
    int version = stem.lastIndexOf('-', release - 1);
    if (stem.equals(file) || version < 1 || release == stem.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new SourceRpm(
            stem.substring(0, version),
            stem.substring(version + 1, release),
            stem.substring(release + 1)));
  }

  private static String stem(String file, String ending) {
    return file.endsWith(ending) ? file.substring(0, file.length() - ending.length()) : file;
  }
}
