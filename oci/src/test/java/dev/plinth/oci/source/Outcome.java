package dev.plinth.oci.source;

import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.VerifiedStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads all of an image and says in one line what came of it. */
final class Outcome {
  private Outcome() {}

  static String of(Path path, Optional<String> reference) throws IOException {
    StringBuilder out = new StringBuilder("read");
    try (ImageSource source = ImageSources.open(path, reference)) {
      for (Platform platform : source.platforms()) {
        Image image = source.image(platform);
        int layers = image.manifest().value().layers().size();
        for (int i = 0; i < layers; i++) {
          try (VerifiedStream tar = image.openTar(i)) {
            tar.finish();
          }
        }
        out.append(' ').append(platform).append(':').append(layers);
      }
      return out.toString();
    } catch (PlinthException e) {
      return e.code() + " " + e.getMessage().replace(path.toString(), "IT");
    }
  }
}
