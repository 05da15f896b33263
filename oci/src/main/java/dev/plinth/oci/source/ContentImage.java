package dev.plinth.oci.source;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.DecompressionLimits;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.VerifiedStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An image whose manifest, config and layers lie under their digests. */
final class ContentImage implements Image {
  private final Content content;
  private final Platform platform;
  private final Document<ImageManifest> manifest;
  private final Document<ImageConfig> config;

  ContentImage(
      Content content,
      Platform platform,
      Document<ImageManifest> manifest,
      Document<ImageConfig> config) {
    this.content = content;
    this.platform = platform;
    this.manifest = manifest;
    this.config = config;
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public Document<ImageManifest> manifest() {
    return manifest;
  }

  @Override
  public Document<ImageConfig> config() {
    return config;
  }

  @Override
  public VerifiedStream openLayer(int layer) {
    Descriptor descriptor = manifest.value().layers().get(layer);
    return content.open(descriptor, what(layer));
  }

  @Override
  public VerifiedStream openTar(int layer) throws IOException {
    int layers = manifest.value().layers().size();
    if (config.value().diffIds().size() != layers) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "config "
              + config.digest()
              + " has "
              + config.value().diffIds().size()
              + " diffIDs for the "
              + layers
              + " layers of manifest "
              + manifest.digest(),
          "the image is malformed: get it again from where it was made");
    }
    Digest diffId = config.value().diffIds().get(layer);
    VerifiedStream compressed = openLayer(layer);
    InputStream tar = Decompression.open(compressed, what(layer), DecompressionLimits.DEFAULT);
    return VerifiedStream.of(new Drained(tar, compressed), diffId, what(layer) + ", unpacked,");
  }

  private String what(int layer) {
    return "layer "
        + (layer + 1)
        + " ("
        + manifest.value().layers().get(layer).digest()
        + ") of "
        + content.source().where();
  }

  /** At its end, reads the stream below to its end too, so that that is verified. */
  private static final class Drained extends FilterInputStream {
    private final VerifiedStream below;

    Drained(InputStream in, VerifiedStream below) {
      super(in);
      this.below = below;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b < 0) {
        below.finish();
      }
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      if (n < 0) {
        below.finish();
      }
      return n;
    }
  }
}
