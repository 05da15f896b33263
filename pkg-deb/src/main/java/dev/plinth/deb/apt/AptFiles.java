package dev.plinth.deb.apt;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Files of the host's configuration, small ones only. */
final class AptFiles {
  private static final int MAX_BYTES = 4 << 20;

  private AptFiles() {}

  /** Empty where there is none, or where it is not for us to read. */
  static Optional<String> read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            file + " is larger than " + MAX_BYTES + " bytes",
            "correct this file of the host's apt configuration");
      }
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException | AccessDeniedException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE, "cannot read " + file + ": " + e.getMessage(), "repair it", e);
    }
  }

  /**
   * The files of a folder that apt would read, by name: letters, digits, hyphen, underscore and
   * period only, and one of the extensions ({@code ""} for a name without a period).
   */
  static List<Path> parts(Path folder, String... extensions) {
    TreeMap<String, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        if (dot != 0 && plain(name) && List.of(extensions).contains(extension)) {
          found.put(name, file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      return List.of();
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE, "cannot list " + folder + ": " + e.getMessage(), "repair it", e);
    }
    return new ArrayList<>(found.values());
  }

  private static boolean plain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }
}
