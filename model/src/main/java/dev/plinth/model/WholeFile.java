package dev.plinth.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that other processes see as a whole or not at all. */
public final class WholeFile {
  /** How names of files begin that are being written, in folders of Plinth's own. */
  public static final String DRAFT = "new-";

  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /** What a file gets. */
  @FunctionalInterface
  public interface Filling {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Puts {@code bytes} in place of what the file was; its folder is made where it is missing. */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /** The same of what {@code filling} writes. Nobody but the user may read the file. */
  public static void write(Path file, Filling filling) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    replace(file, Files.createTempFile(folder, DRAFT, ""), filling);
  }

  /**
   * The same of a file that the user named: others may read it as the process's umask lets them, a
   * link is followed, and a device or a pipe, which cannot be replaced, is written to. Its folder
   * must be there.
   */
  public static void writeNamed(Path file, Filling filling) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      fill(file, filling, StandardOpenOption.WRITE);
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    replace(target, target.resolveSibling(".plinth-" + UUID.randomUUID()), filling);
  }

  private static void replace(Path file, Path fresh, Filling filling) throws IOException {
    try {
      fill(fresh, filling, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void fill(Path file, Filling filling, StandardOpenOption... options)
      throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(file, options), BUFFER)) {
      filling.writeTo(out);
    }
  }
}
