package dev.plinth.evidence.files;

import dev.plinth.model.Digest;
import java.util.List;

/**
 * One layer with all its entries.
 *
 * @param digest of the blob
 * @param diffId of the uncompressed tar
 * @param name for people: {@code libssl3}, {@code all files}
 * @param depth 0 for a layer of the image itself, 1 for one of its base, 2 for one of its base's
 *     base, …
 * @param files in the order of the tar
 */
public record ListedLayer(
    Digest digest, Digest diffId, String name, int depth, List<ListedFile> files) {
  public ListedLayer {
    files = List.copyOf(files);
  }

  /** The same as a layer of a base image. */
  public ListedLayer asBase() {
    return new ListedLayer(digest, diffId, name, depth + 1, files);
  }
}
