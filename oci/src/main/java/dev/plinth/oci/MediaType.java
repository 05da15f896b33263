package dev.plinth.oci;

/**
 * Media types of the OCI image-spec 1.1 (media-types.md) and of Docker's schema 2, which mean the
 * same.
 */
public final class MediaType {
  public static final String INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  public static final String LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
  public static final String LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";

  /** The empty JSON object, config of artifacts that have none. */
  public static final String EMPTY = "application/vnd.oci.empty.v1+json";

  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  public static final String DOCKER_LAYER_GZIP =
      "application/vnd.docker.image.rootfs.diff.tar.gzip";

  private static final String NONDISTRIBUTABLE =
      "application/vnd.oci.image.layer.nondistributable.v1.tar";
  private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
  private static final String DOCKER_FOREIGN =
      "application/vnd.docker.image.rootfs.foreign.diff.tar";

  private MediaType() {}

  /** Whether it is an image index or a Docker manifest list. */
  public static boolean isIndex(String mediaType) {
    return mediaType.equals(INDEX) || mediaType.equals(DOCKER_LIST);
  }

  /** Whether it is a manifest of an image or artifact. */
  public static boolean isManifest(String mediaType) {
    return mediaType.equals(MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
  }

  /** Whether it is the configuration of an image that can run. */
  public static boolean isConfig(String mediaType) {
    return mediaType.equals(CONFIG) || mediaType.equals(DOCKER_CONFIG);
  }

  /** Whether it is a layer of files in any compression. */
  public static boolean isLayer(String mediaType) {
    return layerSuffix(mediaType) != null;
  }

  /**
   * How a layer of this type is compressed: {@code ""}, {@code gzip}, {@code zstd} or another word
   * after the {@code +} or {@code .}; null where it is no layer.
   */
  public static @org.jspecify.annotations.Nullable String layerSuffix(String mediaType) {
    for (String base : new String[] {LAYER, NONDISTRIBUTABLE}) {
      if (mediaType.equals(base)) {
        return "";
      }
      if (mediaType.startsWith(base + "+")) {
        return mediaType.substring(base.length() + 1);
      }
    }
    for (String base : new String[] {DOCKER_LAYER, DOCKER_FOREIGN}) {
      if (mediaType.equals(base)) {
        return "";
      }
      if (mediaType.startsWith(base + ".")) {
        return mediaType.substring(base.length() + 1);
      }
    }
    return null;
  }
}
