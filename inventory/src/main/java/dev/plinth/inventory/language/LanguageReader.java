package dev.plinth.inventory.language;

import java.io.IOException;
import java.io.InputStream;

/** Knows the files of one ecosystem or runtime. */
public sealed interface LanguageReader
    permits JavaArchives,
        PythonPackages,
        NodePackages,
        JavaRuntimes,
        PythonHeaders,
        NodeHeaders,
        Programs {
  /**
   * Whether a file is worth reading, by what its entry tells.
   *
   * @param path raw, without a leading slash
   * @param mode permission bits
   * @param size bytes
   */
  boolean wants(String path, int mode, long size);

  /**
   * Reads one of them, in bounded time and memory. What is damaged is a gap, or tells nothing.
   *
   * @param content once, from its start; it need not be read to its end
   * @throws IOException only of the content or of a temporary file
   */
  void read(String path, InputStream content, Found found) throws IOException;
}
