package dev.plinth.rootfs.layers;

import dev.plinth.model.Digest;
import java.io.Closeable;
import java.io.IOException;

/** Where finished layers go. Safe for use by several threads. */
public interface LayerTarget {
  /** Whether the blob is there, its bytes hashed again just now. */
  boolean holds(Digest digest) throws IOException;

  /**
   * Begins a blob whose digest is known only at its end.
   *
   * @param what names it in errors
   */
  Draft begin(String what) throws IOException;

  /** A blob that is being written; closed without {@link #finish}, it is dropped. */
  interface Draft extends Closeable {
    void write(byte[] bytes) throws IOException;

    /** Keeps the blob, atomically. */
    Digest finish() throws IOException;
  }
}
