package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockJson;
import dev.plinth.lock.LockReader;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;

/** The lock beside its spec. */
public final class LockFile {
  private LockFile() {}

  /** {@code NAME.lock.json} beside the spec, NAME being the image's name. */
  public static Path beside(Path specFile, Spec spec) {
    return specFile.resolveSibling(spec.imageName() + ".lock.json");
  }

  public static Optional<Lock> read(Path file) throws IOException {
    return LockReader.read(file);
  }

  /**
   * Writes the lock as a whole or not at all; a file that already says the same is left alone.
   *
   * @return whether the file changed
   */
  public static boolean write(Path file, Lock lock) throws IOException {
    byte[] bytes = LockJson.write(lock);
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return false;
    }
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".new");
    try {
      Files.write(temporary, bytes);
      Files.setAttribute(temporary, "unix:mode", 0644);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return true;
  }
}
