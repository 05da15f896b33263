package dev.plinth.pipeline.image;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.ImageConfig;
import java.util.List;
import java.util.SortedMap;

/**
 * What an image is and holds.
 *
 * @param names in the store; may be empty
 * @param digest of the index, or of the manifest where there is no index
 * @param annotations of the index
 */
public record ImageDetails(
    List<String> names,
    Digest digest,
    SortedMap<String, String> annotations,
    List<PlatformDetails> platforms) {
  public ImageDetails {
    names = List.copyOf(names);
    platforms = List.copyOf(platforms);
  }

  /**
   * One platform of it.
   *
   * @param digest of the manifest
   * @param config as it stands in the image
   * @param layers from the base up
   * @param system {@code PRETTY_NAME} of os-release; empty where there is none
   * @param packages by name; empty where there is no package database
   * @param files how many nodes the tree has
   */
  public record PlatformDetails(
      Platform platform,
      Digest digest,
      ImageConfig config,
      SortedMap<String, String> annotations,
      List<LayerDetails> layers,
      String system,
      List<InstalledPackage> packages,
      int files) {
    public PlatformDetails {
      layers = List.copyOf(layers);
      packages = List.copyOf(packages);
    }

    public long compressedBytes() {
      return layers.stream().mapToLong(LayerDetails::size).sum();
    }
  }

  /**
   * @param size of the blob in bytes
   * @param createdBy from the history; empty where it says nothing
   */
  public record LayerDetails(Digest digest, Digest diffId, long size, String createdBy) {}

  /**
   * A package as the image's own database has it.
   *
   * @param source of it, by name
   */
  public record InstalledPackage(
      String name, String version, String architecture, String source, String sourceVersion) {}
}
