package dev.plinth.trust.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.trust.bundle.BundleReferrer;
import dev.plinth.trust.statement.PredicateType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each way to change what carries a bundle is refused, and the reason names it. */
class ReferrerTamperTest {
  private static final byte[] BUNDLE = Given.GOOD.getBytes(StandardCharsets.UTF_8);
  private static final Descriptor IMAGE = Descriptor.of(MediaType.INDEX, Given.IMAGE, 100);
  private static final Document<ImageManifest> GOOD =
      BundleReferrer.manifest(IMAGE, BUNDLE, PredicateType.SIGNATURE);

  private final List<DynamicTest> tests = new ArrayList<>();

  @Test
  void theUntouchedOneIsTrustedAndTheSameEachTime() {
    assertThat(verify(shelf(), GOOD.descriptor())).isInstanceOf(Verification.Trusted.class);
    assertThat(BundleReferrer.manifest(IMAGE, BUNDLE, PredicateType.SIGNATURE).bytes())
        .isEqualTo(GOOD.bytes());
    assertThat(BundleReferrer.predicateType(GOOD.value())).contains(PredicateType.SIGNATURE);
  }

  @TestFactory
  Stream<DynamicTest> places() {
    Descriptor layer = GOOD.value().layers().getFirst();
    Descriptor two = Descriptor.of(layer.mediaType(), layer.digest(), layer.size() + 1);
    Descriptor huge = Descriptor.of(layer.mediaType(), layer.digest(), 1L << 40);
    place(
        "the bundle altered", shelf -> shelf.falsify(layer.digest(), flipped(BUNDLE)), "bundle of");
    place("the bundle cut short", shelf -> shelf.falsify(layer.digest(), new byte[3]), "bundle of");
    place("the bundle missing", shelf -> shelf.remove(layer.digest()), "is not there");
    place(
        "the manifest altered",
        shelf -> shelf.falsify(GOOD.digest(), flipped(GOOD.bytes())),
        "manifest " + GOOD.digest());
    place("the manifest missing", shelf -> shelf.remove(GOOD.digest()), "is not there");
    manifest("another subject", m -> subject(m, Given.OTHER), "is about another image");
    manifest("no subject", m -> with(m, m.layers(), Optional.empty()), "is about another image");
    manifest("no bundle", m -> with(m, List.of(), m.subject()), "carries 0 bundles");
    manifest("two bundles", m -> with(m, List.of(layer, layer), m.subject()), "carries 2 bundles");
    manifest("another size", m -> with(m, List.of(two), m.subject()), "bundle of");
    manifest("a huge size", m -> with(m, List.of(huge), m.subject()), "more than");
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> forms() {
    form("a Docker schema 1 manifest", "{\"schemaVersion\":1}", "schema 1");
    form("an index", "{\"schemaVersion\":2,\"manifests\":[]}", "does not belong");
    form("no JSON", "x", "JSON");
    form("a manifest twice", Given.text(GOOD.bytes()) + Given.text(GOOD.bytes()), "JSON");
    return tests.stream();
  }

  @Test
  void theStatementDecidesNotTheAnnotation() {
    Document<ImageManifest> lying = BundleReferrer.manifest(IMAGE, BUNDLE, PredicateType.SPDX);
    Shelf shelf = shelf();
    Claim claim = Claim.ofReferrer(new Content(shelf), shelf.put(lying), Given.IMAGE);
    Given.rejected(
        Given.verifier(1).verify(Given.IMAGE, PredicateType.SPDX, List.of(claim)),
        "no accepted key signed anything of type " + PredicateType.SPDX);
  }

  @Test
  void aGoodReferrerOfAnotherImageIsNotOneOfThis() {
    Shelf shelf = shelf();
    Claim claim = Claim.ofReferrer(new Content(shelf), GOOD.descriptor(), Given.OTHER);
    Given.rejected(
        Given.verifier(1).verify(Given.OTHER, PredicateType.SIGNATURE, List.of(claim)),
        "is about another image");
  }

  private void place(String name, java.util.function.Consumer<Shelf> change, String words) {
    tests.add(
        DynamicTest.dynamicTest(
            name,
            () -> {
              Shelf shelf = shelf();
              change.accept(shelf);
              Given.rejected(verify(shelf, GOOD.descriptor()), words);
            }));
  }

  private void manifest(String name, UnaryOperator<ImageManifest> change, String words) {
    tests.add(
        DynamicTest.dynamicTest(
            name,
            () -> {
              Shelf shelf = shelf();
              Descriptor other = shelf.put(change.apply(GOOD.value()).toDocument());
              Given.rejected(verify(shelf, other), words);
            }));
  }

  private void form(String name, String text, String words) {
    tests.add(
        DynamicTest.dynamicTest(
            name,
            () -> {
              Shelf shelf = shelf();
              byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
              Descriptor other = Descriptor.of(MediaType.MANIFEST, shelf.put(bytes), bytes.length);
              Given.rejected(verify(shelf, other), words);
            }));
  }

  private static Verification verify(Shelf shelf, Descriptor referrer) {
    return Given.verify(List.of(Claim.ofReferrer(new Content(shelf), referrer, Given.IMAGE)));
  }

  private static Shelf shelf() {
    Shelf shelf = new Shelf();
    shelf.put(BUNDLE);
    shelf.put(BundleReferrer.emptyConfig());
    shelf.put(GOOD);
    return shelf;
  }

  private static ImageManifest subject(ImageManifest manifest, Digest digest) {
    return with(
        manifest, manifest.layers(), Optional.of(Descriptor.of(MediaType.INDEX, digest, 100)));
  }

  private static ImageManifest with(
      ImageManifest manifest, List<Descriptor> layers, Optional<Descriptor> subject) {
    return new ImageManifest(
        manifest.mediaType(),
        manifest.artifactType(),
        manifest.config(),
        layers,
        subject,
        manifest.annotations());
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    other[other.length / 2] ^= 1;
    return other;
  }
}
