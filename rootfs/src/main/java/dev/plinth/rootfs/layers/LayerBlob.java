package dev.plinth.rootfs.layers;

import dev.plinth.model.Digest;
import java.util.List;

/**
 * A layer that was written.
 *
 * @param name as {@link Layer#name}
 * @param packages as {@link Layer#packages}
 * @param diffId digest of the uncompressed tar
 * @param digest of the blob, gzip-compressed
 * @param size of the blob in bytes
 * @param unpacked size of the uncompressed tar in bytes
 */
public record LayerBlob(
    String name, List<String> packages, Digest diffId, Digest digest, long size, long unpacked) {
  public LayerBlob {
    packages = List.copyOf(packages);
  }
}
