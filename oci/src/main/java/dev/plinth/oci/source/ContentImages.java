package dev.plinth.oci.source;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index or manifest in content that lies under digests. */
final class ContentImages implements ImageSource {
  /** BuildKit's mark on manifests in an index that are no images. */
  private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

  private static final Platform UNKNOWN = new Platform("unknown", "unknown");
  private static final int MAX_NESTING = 4;
  private static final int MAX_MANIFESTS = 1000;

  private final String name;
  private final Content content;
  private final Optional<Document<ImageIndex>> index;
  private final Map<Platform, Descriptor> manifests = new LinkedHashMap<>();
  private final Closeable resource;
  private int seen;

  /**
   * @param root an index, or the manifest of an image
   * @param resource closed with this
   */
  ContentImages(String name, Content content, Descriptor root, Closeable resource) {
    this(
        name,
        content,
        MediaType.isIndex(root.mediaType()) ? Optional.of(content.index(root)) : Optional.empty(),
        List.of(root),
        resource);
  }

  /** Manifests that together are one image, as some layouts list them. */
  ContentImages(
      String name,
      Content content,
      Optional<Document<ImageIndex>> index,
      List<Descriptor> roots,
      Closeable resource) {
    this.name = name;
    this.content = content;
    this.index = index;
    this.resource = resource;
    roots.forEach(root -> collect(root, 0));
    if (manifests.isEmpty()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, name + " has no image for any platform", "choose another image");
    }
  }

  private void collect(Descriptor descriptor, int depth) {
    if (++seen > MAX_MANIFESTS || depth > MAX_NESTING) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          name + " has too many or too deeply nested manifests",
          "the image is malformed: get it again from where it was made");
    }
    if (MediaType.isIndex(descriptor.mediaType())) {
      content.index(descriptor).value().manifests().forEach(child -> collect(child, depth + 1));
    } else if (isImage(descriptor)) {
      Platform platform =
          descriptor.platform().orElseGet(() -> config(content.manifest(descriptor)).platform());
      manifests.putIfAbsent(platform, descriptor);
    } else if (depth == 0) {
      throw notAnImage(descriptor.digest() + " is of type '" + descriptor.mediaType() + "'");
    }
  }

  /** Whether it can be one, as far as the descriptor tells. */
  static boolean isImage(Descriptor descriptor) {
    return MediaType.isManifest(descriptor.mediaType())
        && descriptor.artifactType().map(MediaType::isConfig).orElse(true)
        && !descriptor.annotations().containsKey(REFERENCE_TYPE);
  }

  private ImageConfig config(Document<ImageManifest> manifest) {
    return configDocument(manifest).value();
  }

  private Document<ImageConfig> configDocument(Document<ImageManifest> manifest) {
    Descriptor config = manifest.value().config();
    if (!manifest.value().isImage()) {
      throw notAnImage(
          manifest.digest()
              + " is an artifact of type '"
              + manifest.value().artifactType().orElse(config.mediaType())
              + "'");
    }
    return content.config(config);
  }

  private PlinthException notAnImage(String reason) {
    return new PlinthException(
        ErrorCode.BAD_INPUT, name + " is not an image: " + reason, "choose an image");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Document<ImageIndex>> index() {
    return index;
  }

  @Override
  public List<Platform> platforms() {
    List<Platform> known = new ArrayList<>(manifests.keySet());
    if (known.size() > 1) {
      known.remove(UNKNOWN);
    }
    return known;
  }

  @Override
  public Image image(Platform platform) {
    Platform actual = manifests.containsKey(platform) ? platform : withAnyVariant(platform);
    Document<ImageManifest> manifest =
        content.manifest(java.util.Objects.requireNonNull(manifests.get(actual)));
    return new ContentImage(content, actual, manifest, configDocument(manifest));
  }

  /** {@code linux/arm64} also means {@code linux/arm64/v8} where that is the only one. */
  private Platform withAnyVariant(Platform platform) {
    List<Platform> fitting =
        manifests.keySet().stream()
            .filter(p ->
                p.os().equals(platform.os())
                    && p.architecture().equals(platform.architecture())
                    && (p.variant().isEmpty() || platform.variant().isEmpty()))
            .toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    throw new PlinthException(
        ErrorCode.NOT_FOUND,
        name + " is not for " + platform,
        "it is for " + String.join(", ", platforms().stream().map(Platform::toString).toList()));
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }
}
