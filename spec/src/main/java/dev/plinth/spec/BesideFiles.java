package dev.plinth.spec;

import dev.plinth.model.Nearest;
import dev.plinth.yaml.Problems;
import dev.plinth.yaml.YamlNode.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds files beside a spec. Neither {@code ..} nor a link leads out of the folder that holds the
 * spec: what is built is what is reviewed with it.
 *
 * @param read grows by every text file that is read
 */
record BesideFiles(Problems problems, List<Path> read) {
  private static final int LARGEST_TEXT = 1 << 20;

  /** The file or folder that {@code name} names, if it exists inside. */
  Optional<Path> find(Scalar name, String what) {
    Path folder = name.at().source().folder();
    Path path;
    try {
      path = folder.resolve(name.text()).normalize();
    } catch (InvalidPathException e) {
      problems.add(name.at(), what + " '" + name.text() + "' is no name of a file");
      return Optional.empty();
    }
    if (Path.of(name.text()).isAbsolute() || !path.startsWith(folder.normalize())) {
      problems.add(
          name.at(), what + " '" + name.text() + "' must lie beside the spec, or below it");
      return Optional.empty();
    }
    try {
      if (!path.toRealPath().startsWith(folder.toRealPath())) {
        problems.add(
            name.at(),
            what + " '" + name.text() + "' is a link that leads out of the spec's folder");
        return Optional.empty();
      }
    } catch (IOException e) {
      problems.add(name.at(), what + " '" + name.text() + "' does not exist" + near(path));
      return Optional.empty();
    }
    return Optional.of(path);
  }

  /** The content of a small text file. */
  Optional<String> text(Scalar name, String what) {
    Optional<Path> path = find(name, what);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(path.get())) {
      problems.add(name.at(), what + " '" + name.text() + "' is no file");
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path.get())) {
      byte[] bytes = in.readNBytes(LARGEST_TEXT + 1);
      if (bytes.length > LARGEST_TEXT) {
        problems.add(
            name.at(), what + " '" + name.text() + "' is larger than " + LARGEST_TEXT + " bytes");
        return Optional.empty();
      }
      read.add(path.get());
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      problems.add(name.at(), what + " '" + name.text() + "' cannot be read");
      return Optional.empty();
    }
  }

  private static String near(Path missing) {
    Path folder = missing.getParent();
    Path name = missing.getFileName();
    if (folder == null || name == null || !Files.isDirectory(folder)) {
      return "";
    }
    try (Stream<Path> list = Files.list(folder)) {
      List<String> names =
          list.limit(1000).map(path -> String.valueOf(path.getFileName())).sorted().toList();
      return Nearest.hint(name.toString(), names);
    } catch (IOException e) {
      return "";
    }
  }
}
