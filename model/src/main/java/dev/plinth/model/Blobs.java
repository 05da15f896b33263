package dev.plinth.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Content-addressed files that several processes may read and add to at once. What is in it once is
 * never changed, but the disk is not trusted: who uses bytes hashes them again.
 */
public interface Blobs {
  /** Where the blob lies, its bytes not looked at; empty where it is not here. */
  Optional<Path> find(Digest digest);

  /**
   * Where the blob lies, its bytes hashed again just now.
   *
   * @param what names the blob in errors: {@code Packages index of debian/bookworm/main}
   * @throws PlinthException {@code NOT_FOUND} where it is not here, {@code VERIFICATION} where the
   *     bytes are not those of the digest
   */
  Path verified(Digest digest, String what);

  /**
   * Adds what {@code in} gives, atomically: hashed while it is written, and only kept where it is
   * {@code expected}, else a {@code VERIFICATION} error.
   */
  Path add(InputStream in, Digest expected, String what) throws IOException;

  /** Adds bytes whose digest is computed here. */
  Digest add(byte[] bytes) throws IOException;

  /**
   * A file beside the blobs for a download of {@code expected} that can be resumed; it may exist
   * already, from an attempt that was cut off. Not locked: the caller opens it for itself.
   */
  Path partial(Digest expected) throws IOException;

  /**
   * Moves a finished {@link #partial} file in, after hashing it: a {@code VERIFICATION} error, and
   * the file removed, where it is not {@code expected}.
   */
  Path adopt(Path partial, Digest expected, String what) throws IOException;
}
