package dev.plinth.inventory.listing;

/**
 * What an entry of a layer is; a marker hides what lower layers have (OCI image-spec, layer.md).
 */
public enum EntryKind {
  FILE(0),
  DIRECTORY(1),
  SYMLINK(2),
  HARD_LINK(3),
  /** A device or a FIFO. */
  SPECIAL(4),
  /** {@code .wh.NAME}: the path is that of NAME. */
  WHITEOUT(5),
  /** {@code .wh..wh..opq}: the path is that of its directory. */
  OPAQUE(6);

  private final int code;

  EntryKind(int code) {
    this.code = code;
  }

  /** Its number in listings. */
  int code() {
    return code;
  }

  public boolean isMarker() {
    return this == WHITEOUT || this == OPAQUE;
  }

  public boolean isLink() {
    return this == SYMLINK || this == HARD_LINK;
  }
}
