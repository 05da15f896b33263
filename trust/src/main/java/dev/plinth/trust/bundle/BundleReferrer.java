package dev.plinth.trust.bundle;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The OCI manifest that attaches a bundle to an image, as cosign 3 makes it but for {@code
 * org.opencontainers.image.created}, which cosign does not ask for and which would differ each
 * time.
 */
public final class BundleReferrer {
  public static final String CONTENT = "dev.sigstore.bundle.content";
  public static final String PREDICATE_TYPE = "dev.sigstore.bundle.predicateType";

  private BundleReferrer() {}

  /** What the config of the manifest names; it must be stored with it. */
  public static byte[] emptyConfig() {
    return new byte[] {'{', '}'};
  }

  /**
   * The manifest; the bundle's bytes and {@link #emptyConfig} are its blobs.
   *
   * @param subject an index, or the manifest of one platform
   * @param bundle as {@link Bundle#write} gave it
   */
  public static Document<ImageManifest> manifest(
      Descriptor subject, byte[] bundle, String predicateType) {
    return new ImageManifest(
            MediaType.MANIFEST,
            Optional.of(Bundle.MEDIA_TYPE),
            InputsManifest.EMPTY_CONFIG,
            List.of(Descriptor.of(Bundle.MEDIA_TYPE, Digest.of(bundle), bundle.length)),
            Optional.of(Descriptor.of(subject.mediaType(), subject.digest(), subject.size())),
            new TreeMap<>(Map.of(CONTENT, "dsse-envelope", PREDICATE_TYPE, predicateType)))
        .toDocument();
  }

  /** Whether a referrer says that it carries a bundle of any version. */
  public static boolean is(Descriptor referrer) {
    return referrer.artifactType().orElse("").startsWith("application/vnd.dev.sigstore.bundle");
  }

  /** What the annotation says of the statement within; nobody vouches for it. */
  public static Optional<String> predicateType(ImageManifest manifest) {
    return Optional.ofNullable(manifest.annotations().get(PREDICATE_TYPE));
  }

  /**
   * The bytes of the bundle that {@code manifest} carries, their digest checked; a manifest without
   * exactly one is a {@code BAD_INPUT} error.
   */
  public static byte[] bundle(Content content, Document<ImageManifest> manifest) {
    List<Descriptor> layers = manifest.value().layers();
    if (layers.size() != 1) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "manifest " + manifest.digest() + " carries " + layers.size() + " bundles, not one",
          "get the evidence again from where it was made");
    }
    return content.bytes(
        layers.getFirst(), Bundle.MAX_BYTES, "the bundle of manifest " + manifest.digest());
  }
}
