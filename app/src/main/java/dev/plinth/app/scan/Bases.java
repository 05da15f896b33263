package dev.plinth.app.scan;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.layout.StoredImage;
import dev.plinth.oci.source.Image;
import dev.plinth.oci.source.ImageSource;
import dev.plinth.oci.source.ImageSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the image that another is built on. A name or an annotation only says where to look: what
 * counts is that the layers of the one are the lowest of the other's.
 */
final class Bases {
  private static final String ANNOTATION = "org.opencontainers.image.base.digest";

  /** Of a store with more names than these, only what is named or annotated is looked at. */
  private static final int MAX_IMAGES = 200;

  private final LayoutStore store;

  Bases(LayoutStore store) {
    this.store = store;
  }

  /** The one that the user names; an error where it is none of this image. */
  Base named(String reference, Seen seen) {
    List<String> layers = seen.examination().inventory().layers();
    if (layers.isEmpty()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          seen.examination().inventory().subject()
              + " has no layers, so what "
              + reference
              + " brought cannot be told from the rest",
          "scan the image itself, not its files");
    }
    try (ImageSource source = open(reference)) {
      return match(source, reference, layers, "its layers are the lowest")
          .orElseThrow(() ->
              new PlinthException(
                  ErrorCode.BAD_INPUT,
                  seen.examination().inventory().subject()
                      + " is not built on "
                      + reference
                      + ": its layers are not the lowest of the image",
                  "name the image that stands in its FROM, in the very version it was built on"));
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          reference + " cannot be read: " + e.getMessage(),
          "check its permissions",
          e);
    }
  }

  private ImageSource open(String reference) {
    boolean surely = reference.startsWith(".") || reference.startsWith("/");
    try {
      return ImageSources.open(store, reference);
    } catch (PlinthException e) {
      Optional<Path> path = surely || notNamed(e) ? path(reference) : Optional.empty();
      return path.map(p -> ImageSources.open(p, Optional.empty())).orElseThrow(() -> e);
    }
  }

  private static boolean notNamed(PlinthException e) {
    return e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.USAGE;
  }

  private static Optional<Path> path(String reference) {
    try {
      return Optional.of(Path.of(reference)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The one that the image is annotated with, or the largest of the store; empty where none is. */
  Optional<Base> find(Seen seen) {
    List<String> layers = seen.examination().inventory().layers();
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    Optional<Base> annotated =
        Optional.ofNullable(seen.annotations().get(ANNOTATION))
            .flatMap(digest -> stored(digest, layers, "annotated, and its layers are the lowest"));
    return annotated.or(() -> largest(seen, layers));
  }

  private Optional<Base> largest(Seen seen, List<String> layers) {
    List<StoredImage> all = store.list();
    Optional<Base> best = Optional.empty();
    if (all.size() > MAX_IMAGES) {
      return best;
    }
    for (StoredImage image : all) {
      if (!seen.digests().contains(image.descriptor().digest())) {
        Optional<Base> found =
            stored(image.name(), layers, "its layers are the lowest")
                .filter(base -> base.layers() < layers.size());
        boolean better =
            found.isPresent() && (best.isEmpty() || found.get().layers() > best.get().layers());
        best = better ? found : best;
      }
    }
    return best;
  }

  /** Best effort: what of the store cannot be read is no base that is known. */
  private Optional<Base> stored(String reference, List<String> layers, String proof) {
    try (ImageSource source = ImageSources.open(store, reference)) {
      List<String> names = store.resolve(reference).names();
      String name = names.isEmpty() || names.contains(reference) ? reference : names.getFirst();
      return match(source, name, layers, proof);
    } catch (PlinthException | IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Base> match(
      ImageSource source, String name, List<String> layers, String proof) {
    for (Platform platform : source.platforms()) {
      Image image = source.image(platform);
      List<String> own = image.config().value().diffIds().stream().map(Digest::toString).toList();
      if (!own.isEmpty()
          && own.size() <= layers.size()
          && layers.subList(0, own.size()).equals(own)) {
        return Optional.of(new Base(name, image.manifest().digest().toString(), own.size(), proof));
      }
    }
    return Optional.empty();
  }
}
