package dev.plinth.inventory.source;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.DecompressionLimits;
import dev.plinth.inventory.layers.LayerScanner;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.VerifiedStream;
import dev.plinth.oci.source.Image;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A layer of an image, verified by its digest and its diffID while it is read. */
final class ImageLayer implements LayerSource {
  private final Image image;
  private final int number;
  private final Digest diffId;
  private final int inflaters;

  private ImageLayer(Image image, int number, Digest diffId, int inflaters) {
    this.image = image;
    this.number = number;
    this.diffId = diffId;
    this.inflaters = inflaters;
  }

  /**
   * All layers of an image.
   *
   * @param inflaters how many threads of its own inflate each; at 0 none does
   */
  static List<LayerSource> of(Image image, int inflaters) {
    List<Digest> diffIds = image.config().value().diffIds();
    int layers = image.manifest().value().layers().size();
    if (diffIds.size() != layers) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the config of the image has "
              + diffIds.size()
              + " diffIDs for the "
              + layers
              + " layers of its manifest",
          "the image is malformed: get it again from where it was made");
    }
    List<LayerSource> sources = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      sources.add(new ImageLayer(image, i, diffIds.get(i), inflaters));
    }
    return sources;
  }

  private Descriptor descriptor() {
    return image.manifest().value().layers().get(number);
  }

  @Override
  public String what() {
    return "the layer " + descriptor().digest();
  }

  @Override
  public Optional<Digest> diffId() {
    return Optional.of(diffId);
  }

  @Override
  public void feed(LayerScanner scanner) throws IOException {
    if (!MediaType.isLayer(descriptor().mediaType())) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          what() + " is of the type '" + descriptor().mediaType() + "', which has no files",
          "choose an image that a container can run");
    }
    VerifiedStream stored = image.openLayer(number);
    try (InputStream tar = open(stored)) {
      VerifiedStream verified = VerifiedStream.of(tar, diffId, what() + ", unpacked,");
      TarWalk.feed(verified, what(), scanner);
      verified.finish();
      stored.finish();
    }
  }

  private InputStream open(VerifiedStream stored) throws IOException {
    try {
      if (inflaters == 0) {
        return Decompression.open(stored, what(), DecompressionLimits.DEFAULT);
      }
      // One thread reads and hashes what is stored, one inflates; the caller looks at what came
      // out.
      InputStream read = new ReadAhead(stored);
      return new ReadAhead(
          Decompression.open(read, what(), DecompressionLimits.DEFAULT, inflaters));
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }
}
