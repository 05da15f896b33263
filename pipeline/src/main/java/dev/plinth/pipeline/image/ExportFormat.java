package dev.plinth.pipeline.image;

/** The forms in which an image can leave the store. */
public enum ExportFormat {
  /** A folder: an OCI image layout with this one image. */
  OCI("oci"),
  /** The same as one tar. */
  OCI_ARCHIVE("oci-archive"),
  /** What {@code docker load} and {@code podman load} take. */
  DOCKER_ARCHIVE("docker-archive"),
  /** The files of one platform as one tar. */
  ROOTFS("rootfs");

  private final String text;

  ExportFormat(String text) {
    this.text = text;
  }

  /** As the command line has it. */
  public String text() {
    return text;
  }
}
