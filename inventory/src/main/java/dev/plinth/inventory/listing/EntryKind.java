package dev.plinth.inventory.listing;

/**
 * What an entry of a layer is; a marker hides what lower layers have (OCI image-spec, layer.md).
 */
public enum EntryKind {
  FILE,
  DIRECTORY,
  SYMLINK,
  HARD_LINK,
  /** A device or a FIFO. */
  SPECIAL,
  /** {@code .wh.NAME}: the path is that of NAME. */
  WHITEOUT,
  /** {@code .wh..wh..opq}: the path is that of its directory. */
  OPAQUE;

  public boolean isMarker() {
    return this == WHITEOUT || this == OPAQUE;
  }

  public boolean isLink() {
    return this == SYMLINK || this == HARD_LINK;
  }
}
