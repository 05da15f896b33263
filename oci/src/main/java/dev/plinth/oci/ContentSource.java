package dev.plinth.oci;

import dev.plinth.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/** Where the content lies that descriptors name: a store, a layout, an archive. Not trusted. */
public interface ContentSource {
  /** Says where that is, in errors: {@code the store /srv/plinth}, {@code image.tar}. */
  String where();

  /** Whether there is something under this digest; its bytes are not looked at. */
  boolean has(Digest digest);

  /**
   * The bytes as they lie there.
   *
   * @throws NoSuchFileException where there is nothing under this digest
   */
  InputStream open(Digest digest) throws IOException;
}
