package dev.plinth.oci.export;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.DiskFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders that appear complete or not at all: made beside their place, then renamed. */
final class Target {
  private Target() {}

  /** What writes the content. */
  interface Writer<T> {
    void write(T to) throws IOException;
  }

  static void file(Path file, Writer<OutputStream> writer) {
    if (Files.isDirectory(file)) {
      throw new PlinthException(
          ErrorCode.USAGE, file + " is a folder", "give the name of a file to write");
    }
    Path temporary = beside(file);
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING),
              1 << 17)) {
        writer.write(out);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(file, e);
    } finally {
      remove(temporary);
    }
  }

  static void folder(Path folder, Writer<Path> writer) {
    requireUnused(folder);
    Path temporary = beside(folder);
    try {
      remove(temporary);
      Files.createDirectory(temporary);
      writer.write(temporary);
      Files.move(
          temporary, folder, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(folder, e);
    } finally {
      remove(temporary);
    }
  }

  private static void requireUnused(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    boolean empty = false;
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
        empty = !content.iterator().hasNext();
      } catch (IOException e) {
        throw failure(folder, e);
      }
    }
    if (!empty) {
      throw new PlinthException(
          ErrorCode.USAGE, folder + " is there already", "remove it, or give another name");
    }
  }

  private static Path beside(Path target) {
    Path absolute = target.toAbsolutePath();
    return absolute.resolveSibling(
        "." + absolute.getFileName() + ".plinth-" + ProcessHandle.current().pid());
  }

  private static void remove(Path temporary) {
    if (!Files.exists(temporary)) {
      return;
    }
    try (Stream<Path> below = Files.walk(temporary)) {
      List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw failure(temporary, e);
    }
  }

  private static PlinthException failure(Path target, IOException e) {
    return DiskFailure.of(e, "write " + target, "another place");
  }
}
