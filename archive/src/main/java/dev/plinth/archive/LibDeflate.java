package dev.plinth.archive;

import dev.plinth.model.SystemLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The native libdeflate of aircompressor's jar: not the system's, since other versions compress to
 * other bytes. Aircompressor's own loader leaves its copy of the library in the temporary directory
 * unless the process ends by itself, and has one more for whoever asks for a function that it does
 * not know; this copy is gone once it is loaded.
 */
final class LibDeflate {
  private LibDeflate() {}

  /** Loaded at first use. */
  private static final class Loaded {
    static final @Nullable SystemLibrary LIBRARY = load();

    private static @Nullable SystemLibrary load() {
      String machine = System.getProperty("os.arch", "").replace("x86_64", "amd64");
      String name = "/aircompressor/linux-" + machine + "/libdeflate.so";
      try (InputStream in = LibDeflate.class.getResourceAsStream(name)) {
        if (in == null) {
          return null;
        }
        Path copy = Files.createTempFile("plinth", ".so");
        try {
          Files.write(copy, in.readAllBytes());
          return SystemLibrary.find(copy.toString(), Function.identity());
        } finally {
          Files.delete(copy);
        }
      } catch (IOException e) {
        return null;
      }
    }
  }

  /**
   * What is made of the library.
   *
   * @param use asks for its functions, each of which takes milliseconds to make
   * @return null where this machine has none
   */
  static <T> @Nullable T find(Function<SystemLibrary, T> use) {
    @Nullable SystemLibrary library = Loaded.LIBRARY;
    return library == null ? null : use.apply(library);
  }
}
