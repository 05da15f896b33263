package dev.plinth.pipeline.source;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pipeline.source.SourcePackage.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sources as an OCI artifact (image-spec, manifest.md, "Guidelines for Artifact Usage") about an
 * image: a layer a file, titled {@code SOURCE_VERSION/FILE}, then the indexes that vouch for them,
 * and {@code sources.json}, which says what is whose source. No times: the same sources give the
 * same digest.
 */
public final class SourceArtifact {
  public static final String TYPE = "application/vnd.plinth.sources.v1";

  /** Says {@code false} where a source is missing. */
  public static final String COMPLETE = "dev.plinth.sources.complete";

  private static final String LIST = "sources.json";
  private static final String LIST_TYPE = "application/vnd.plinth.sources.list.v1+json";
  private static final String FILE_TYPE = "application/octet-stream";
  private static final String TITLE = "org.opencontainers.image.title";

  private final LayoutStore store;

  SourceArtifact(LayoutStore store) {
    this.store = store;
  }

  /**
   * Writes it, lists it as the image's, and no longer another that was listed before.
   *
   * @param image what it is about
   */
  Digest attach(Descriptor image, SourcesReport report) throws IOException {
    SortedMap<String, Descriptor> layers = new TreeMap<>();
    for (SourcePackage source : report.sources()) {
      for (SourceFile file : source.files()) {
        put(layers, source.title(file), FILE_TYPE, file.sha256(), file.size());
      }
    }
    for (Catalogue.Index index : report.indexes()) {
      String folder = "repositories/" + index.repository() + "/" + index.sha256().shortHex() + "/";
      put(layers, folder + index.path(), FILE_TYPE, index.sha256(), index.size());
      String name = "Release";
      for (Digest proof : index.proof()) {
        long size = Files.size(store.verified(proof, name + " of " + index.repository()));
        put(layers, folder + name, FILE_TYPE, proof, size);
        name = "Release.gpg";
      }
    }
    byte[] list =
        JsonMapper.shared()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(SourcesJson.of(report))
            .getBytes(StandardCharsets.UTF_8);
    put(layers, LIST, LIST_TYPE, store.add(list), list.length);
    store.add("{}".getBytes(StandardCharsets.US_ASCII));
    TreeMap<String, String> annotations = new TreeMap<>();
    annotations.put(COMPLETE, String.valueOf(report.missing().isEmpty()));
    ImageManifest manifest =
        new ImageManifest(
            MediaType.MANIFEST,
            Optional.of(TYPE),
            InputsManifest.EMPTY_CONFIG,
            layers.values().stream().toList(),
            Optional.of(Descriptor.of(image.mediaType(), image.digest(), image.size())),
            annotations);
    Descriptor attached = store.referrers().attach(manifest.toDocument());
    for (Descriptor other : store.referrers().of(image.digest())) {
      if (isSources(other) && !other.digest().equals(attached.digest())) {
        store.referrers().drop(other.digest());
      }
    }
    return attached.digest();
  }

  private static void put(
      Map<String, Descriptor> layers, String title, String type, Digest digest, long size) {
    Descriptor layer = Descriptor.of(type, digest, size).withAnnotations(Map.of(TITLE, title));
    Descriptor before = layers.put(title, layer);
    if (before != null && !before.digest().equals(digest)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "two repositories of the lock have different files " + title,
          "let one of them give its source another version");
    }
  }

  private static boolean isSources(Descriptor descriptor) {
    return descriptor.artifactType().equals(Optional.of(TYPE));
  }

  /** What is attached to an image. */
  Optional<Document<ImageManifest>> find(Digest image) {
    return store.referrers().of(image).stream()
        .filter(SourceArtifact::isSources)
        .findFirst()
        .map(store::manifest);
  }

  /** The digests of its files by title. */
  static Map<String, Digest> files(ImageManifest manifest) {
    Map<String, Digest> files = new TreeMap<>();
    for (Descriptor layer : manifest.layers()) {
      files.put(layer.annotations().getOrDefault(TITLE, ""), layer.digest());
    }
    return files;
  }
}
