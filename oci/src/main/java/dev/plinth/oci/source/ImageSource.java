package dev.plinth.oci.source;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageIndex;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/** One image, for one platform or several, somewhere. */
public interface ImageSource extends Closeable {
  /** The image and where it is, for people. */
  String name();

  /** What lists the platforms; empty for an image that is a single manifest. */
  Optional<Document<ImageIndex>> index();

  /** All platforms, in the order of the index; attestations and the like are none. */
  List<Platform> platforms();

  /** The image for {@code platform}; none is a {@code NOT_FOUND} error. */
  Image image(Platform platform);

  /** The image where there is one platform only; several are a {@code USAGE} error. */
  default Image only() {
    List<Platform> platforms = platforms();
    if (platforms.size() != 1) {
      throw new PlinthException(
          ErrorCode.USAGE,
          name()
              + " is for "
              + String.join(", ", platforms.stream().map(Platform::toString).toList()),
          "choose one of these platforms");
    }
    return image(platforms.getFirst());
  }
}
