package dev.plinth.oci;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The exact inputs of a lock or an image as an OCI artifact (image-spec, manifest.md, "Guidelines
 * for Artifact Usage"): each input is a layer, as it was downloaded. So whatever copies or collects
 * manifests carries and keeps the inputs, and tools write them to files by their titles.
 *
 * @param inputs sorted by path; the same path once
 * @param subject the image that was built of them; empty for those of a lock alone
 */
public record InputsManifest(
    List<Input> inputs, Optional<Descriptor> subject, SortedMap<String, String> annotations) {
  public static final String ARTIFACT_TYPE = "application/vnd.plinth.inputs.v1+json";

  /** The config blob that artifacts have: {@code {}}. */
  public static final Descriptor EMPTY_CONFIG =
      Descriptor.of(
          MediaType.EMPTY,
          Digest.sha256("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
          2);

  private static final String TITLE = "org.opencontainers.image.title";

  /**
   * One input.
   *
   * @param path relative, as the repository has it: {@code pool/main/b/bash/bash_5.2.deb}
   * @param mediaType for example {@code application/vnd.debian.binary-package}
   * @param size in bytes
   */
  public record Input(String path, String mediaType, Digest digest, long size) {
    public Input {
      if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            "'" + path + "' cannot be the path of an input",
            "paths are relative and have no '..'");
      }
    }
  }

  public InputsManifest {
    List<Input> sorted = new ArrayList<>(inputs);
    sorted.sort(Comparator.comparing(Input::path).thenComparing(Input::digest));
    for (int i = sorted.size() - 1; i > 0; i--) {
      if (sorted.get(i).equals(sorted.get(i - 1))) {
        sorted.remove(i);
      } else if (sorted.get(i).path().equals(sorted.get(i - 1).path())) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            "two different inputs have the path '" + sorted.get(i).path() + "'",
            "give each the path of its repository");
      }
    }
    inputs = List.copyOf(sorted);
    annotations = Descriptor.sorted(annotations);
  }

  /** The inputs of a lock. */
  public static InputsManifest of(List<Input> inputs) {
    return new InputsManifest(inputs, Optional.empty(), new TreeMap<>());
  }

  /** The same as evidence of an image. */
  public InputsManifest about(Descriptor image) {
    return new InputsManifest(
        inputs,
        Optional.of(Descriptor.of(image.mediaType(), image.digest(), image.size())),
        annotations);
  }

  /** Writes it; its config is {@link #EMPTY_CONFIG}. */
  public Document<ImageManifest> toDocument() {
    List<Descriptor> layers = new ArrayList<>();
    for (Input input : inputs) {
      layers.add(
          Descriptor.of(input.mediaType(), input.digest(), input.size())
              .withAnnotations(Map.of(TITLE, input.path())));
    }
    return new ImageManifest(
            MediaType.MANIFEST,
            Optional.of(ARTIFACT_TYPE),
            EMPTY_CONFIG,
            layers,
            subject,
            annotations)
        .toDocument();
  }

  /** Reads it from a manifest; another artifact is a {@code BAD_INPUT} error. */
  public static InputsManifest of(Document<ImageManifest> document) {
    ImageManifest manifest = document.value();
    if (!manifest.artifactType().equals(Optional.of(ARTIFACT_TYPE))) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "manifest " + document.digest() + " does not list inputs",
          "it is of type '" + manifest.artifactType().orElse(manifest.mediaType()) + "'");
    }
    List<Input> inputs = new ArrayList<>();
    for (Descriptor layer : manifest.layers()) {
      String title = layer.annotations().getOrDefault(TITLE, "");
      inputs.add(new Input(title, layer.mediaType(), layer.digest(), layer.size()));
    }
    return new InputsManifest(inputs, manifest.subject(), manifest.annotations());
  }
}
