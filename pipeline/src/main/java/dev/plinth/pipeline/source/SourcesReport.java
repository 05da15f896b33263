package dev.plinth.pipeline.source;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sources of an image.
 *
 * @param image what was asked for: an index, or one platform's manifest
 * @param binaries installed packages by platform, each by name
 * @param sources that are listed, sorted; without those that no mirror has
 * @param indexes that vouch for them
 * @param missing what has no source; empty where all have
 * @param artifact that holds them and is attached to the image
 */
public record SourcesReport(
    Digest image,
    SortedMap<Platform, List<Binary>> binaries,
    List<SourcePackage> sources,
    List<Catalogue.Index> indexes,
    List<Missing> missing,
    Optional<Digest> artifact) {
  public SourcesReport {
    binaries = Collections.unmodifiableSortedMap(new TreeMap<>(binaries));
    sources = List.copyOf(sources);
    indexes = List.copyOf(indexes);
    missing = List.copyOf(missing);
  }

  /**
   * A source that is not to be had.
   *
   * @param binary that needs it
   * @param field of the binary that names it
   * @param reason one clause
   */
  public record Missing(Binary binary, SourceVersion source, String field, String reason) {}

  /** Installed packages, those that several platforms share counted once. */
  public long binaryCount() {
    return binaries.values().stream().flatMap(List::stream).distinct().count();
  }

  public long files() {
    return sources.stream().mapToLong(source -> source.files().size()).sum();
  }

  /** Of all files, each once. */
  public long bytes() {
    return sources.stream()
        .flatMap(source -> source.files().stream())
        .map(file -> new SourcePackage.SourceFile("", "", file.size(), file.sha256()))
        .distinct()
        .mapToLong(SourcePackage.SourceFile::size)
        .sum();
  }

  SourcesReport with(Optional<Digest> newArtifact) {
    return new SourcesReport(image, binaries, sources, indexes, missing, newArtifact);
  }
}
