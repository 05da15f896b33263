package dev.plinth.pipeline.image;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A line of the list of images.
 *
 * @param digest of the index or manifest
 * @param created the newest of its configurations
 * @param compressedBytes of all layers of all platforms, each layer once
 */
public record ImageSummary(
    String name,
    Digest digest,
    List<Platform> platforms,
    Optional<Instant> created,
    long compressedBytes) {
  public ImageSummary {
    platforms = List.copyOf(platforms);
  }
}
