package dev.plinth.oci.validate;

import dev.plinth.archive.CompressionFormat;
import dev.plinth.archive.Decompression;
import dev.plinth.archive.DecompressionLimits;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.VerifiedStream;
import dev.plinth.oci.validate.Finding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one layer once: compression, digest, tar archive, diffID. */
final class LayerCheck {
  private static final int HEAD = 16;

  private final Content content;
  private final Descriptor layer;
  private final String suffix;
  private final Digest diffId;
  private final String where;

  /**
   * @param suffix what the media type says about compression
   */
  LayerCheck(Content content, Descriptor layer, String suffix, Digest diffId, String where) {
    this.content = content;
    this.layer = layer;
    this.suffix = suffix;
    this.diffId = diffId;
    this.where = where;
  }

  /** Findings, but those that end the reading are exceptions. */
  List<Finding> run() throws IOException {
    List<Finding> findings = new ArrayList<>();
    try (VerifiedStream stored = content.open(layer, where)) {
      PushbackInputStream source = new PushbackInputStream(stored, HEAD);
      byte[] head = source.readNBytes(HEAD);
      source.unread(head);
      CompressionFormat format = CompressionFormat.of(head);
      if (!suffix.equals(suffix(format))) {
        findings.add(
            new Finding(
                Kind.MEDIA_TYPE,
                where,
                "is of type '" + layer.mediaType() + "', but its compression is " + format));
      }
      unpack(source, format, findings);
      stored.finish();
    }
    return findings;
  }

  private void unpack(InputStream source, CompressionFormat format, List<Finding> findings)
      throws IOException {
    VerifiedStream tar =
        VerifiedStream.of(
            Decompression.open(source, format, where, DecompressionLimits.DEFAULT), diffId, where);
    try {
      archive(tar);
      tar.finish();
    } catch (PlinthException e) {
      Kind kind = tar.isRefuted() ? Kind.DIFF_ID : Validation.kind(e);
      findings.add(new Finding(kind, where, String.valueOf(e.getMessage())));
    }
  }

  private void archive(VerifiedStream tar) throws IOException {
    TarReader reader = new TarReader(tar, where);
    Optional<TarEntry> entry = reader.next();
    while (entry.isPresent()) {
      entry = reader.next();
    }
  }

  private static String suffix(CompressionFormat format) {
    return format == CompressionFormat.NONE ? "" : format.name().toLowerCase(Locale.ROOT);
  }
}
