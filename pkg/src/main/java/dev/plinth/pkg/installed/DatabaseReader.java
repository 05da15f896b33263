package dev.plinth.pkg.installed;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads the files of one package manager's database. A database may lie in several files (dpkg's
 * {@code status} and {@code info/*.list}), which are given one after the other.
 */
public interface DatabaseReader {
  /**
   * Whether a file of an image belongs to such a database.
   *
   * @param path inside the root, without a leading slash
   */
  boolean reads(String path);

  /**
   * Reads one of them.
   *
   * @param path where it lies in the image
   * @param file its bytes, which are hostile: what it costs to read them is bounded
   * @throws dev.plinth.model.PlinthException {@code BAD_INPUT} where nothing of it can be read
   */
  DatabaseFile read(String path, Path file) throws IOException;
}
