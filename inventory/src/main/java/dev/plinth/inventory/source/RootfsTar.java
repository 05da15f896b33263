package dev.plinth.inventory.source;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of a tar archive come from, compressed or not. */
public interface RootfsTar {
  /** The bytes from their start; may be called more than once. */
  InputStream open() throws IOException;
}
