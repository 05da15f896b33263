package dev.plinth.oci.validate;

/**
 * One thing that is wrong with an image.
 *
 * @param where the manifest, config or layer, with its digest
 * @param message what is wrong there
 */
public record Finding(Kind kind, String where, String message) {
  /** What is wrong. */
  public enum Kind {
    /** The layout's own files are wrong. */
    LAYOUT,
    /** Content is not there. */
    MISSING,
    /** Bytes do not match their digest or size. */
    DIGEST,
    /** Content cannot be read as what it should be. */
    MALFORMED,
    /** A media type is unknown, or another than the content has. */
    MEDIA_TYPE,
    /** Layers, diffIDs and history are not as many. */
    LAYERS,
    /** The unpacked layer does not match its diffID. */
    DIFF_ID,
    /** The index and the config name different platforms. */
    PLATFORM
  }

  @Override
  public String toString() {
    return kind + " " + where + ": " + message;
  }
}
