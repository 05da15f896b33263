package dev.plinth.trust.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.trust.TestKeys;
import dev.plinth.trust.cosign2.LegacyManifest;
import dev.plinth.trust.cosign2.SimpleSigning;
import dev.plinth.trust.dsse.Base64Text;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.Statements;
import dev.plinth.trust.statement.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** cosign 2's forms, altered. */
class LegacyTamperTest {
  private static final byte[] PAYLOAD = new SimpleSigning("image", Given.IMAGE).write();
  private static final String SIGNATURE = Base64Text.write(TestKeys.ALICE.sign(PAYLOAD));

  @Test
  void theUntouchedOnesAreTrusted() {
    Shelf shelf = new Shelf();
    LegacyManifest signatures =
        LegacyManifest.signatures(
            new SimpleSigning("image", Given.IMAGE), List.of(TestKeys.ALICE, TestKeys.BOB));
    signatures.blobs().forEach(shelf::put);
    List<Claim> claims = Claim.ofLegacy(new Content(shelf), shelf.put(signatures.manifest()));
    assertThat(Given.verifier(2).verify(Given.IMAGE, PredicateType.SIGNATURE, claims))
        .isInstanceOf(Verification.Trusted.class);
    Given.rejected(
        Given.verifier(2).verify(Given.OTHER, PredicateType.SIGNATURE, claims),
        "was made for " + Given.IMAGE);
    assertThat(LegacyManifest.signatureTag(Given.IMAGE))
        .isEqualTo("sha256-" + Given.IMAGE.hex() + ".sig");
  }

  @Test
  void alteredSignaturesAreRefused() {
    layer("the payload", flipped(), annotations(SIGNATURE), "signed by no key");
    layer("the signature", PAYLOAD, annotations(Base64Text.write(altered())), "no key");
    layer(
        "a signature of another",
        PAYLOAD,
        annotations(Base64Text.write(TestKeys.MALLORY.sign(PAYLOAD))),
        "no key");
    layer("no signature", PAYLOAD, Map.of(), "no signature in base64");
    layer("an empty signature", PAYLOAD, annotations(""), "no signature in base64");
    layer("a signature that is no base64", PAYLOAD, annotations("*"), "no signature in base64");
    Map<String, String> keyless = new TreeMap<>(annotations(SIGNATURE));
    keyless.put("dev.sigstore.cosign/certificate", "x");
    layer("a certificate", PAYLOAD, keyless, "is signed with a certificate in cosign 2's form");
    signed("another type", "cosign container image signature", "x", "type is not that of cosign");
    signed("no digest", "docker-manifest-digest", "x", "docker-manifest-digest is missing");
    signed("another digest", Given.IMAGE.hex(), Given.OTHER.hex(), "was made for");
    signed("no sha256", "sha256:", "md5:", "is not a sha256 or sha512 digest");
    signed("twice", "{\"critical\"", "{\"critical\":{},\"critical\"", "JSON");
  }

  @Test
  void alteredAttestationsAreRefused() {
    byte[] statement =
        Statements.write(
            List.of(Subject.of("image", Given.IMAGE)), PredicateType.SPDX, new byte[] {'{', '}'});
    Envelope envelope = Envelope.sign(Envelope.IN_TOTO, statement, TestKeys.ALICE);
    assertThat(attested(envelope)).isInstanceOf(Verification.Trusted.class);
    byte[] other = statement.clone();
    other[60] ^= 1;
    Given.rejected(
        attested(new Envelope(Envelope.IN_TOTO, other, envelope.signatures())), "no key");
    Given.rejected(
        attested(new Envelope("text/plain", statement, envelope.signatures())), "no key");
    Envelope.Signature claimed =
        new Envelope.Signature(
            TestKeys.ALICE.publicKey().hint(), TestKeys.MALLORY.sign(envelope.message()));
    Given.rejected(
        attested(new Envelope(Envelope.IN_TOTO, statement, List.of(claimed))),
        "says that key 'alice' signed it");
  }

  @Test
  void manifestsOfOtherKindsAreRefused() {
    Shelf shelf = new Shelf();
    Descriptor layer = Descriptor.of("text/plain", shelf.put(PAYLOAD), PAYLOAD.length);
    for (List<Descriptor> layers : List.of(List.<Descriptor>of(), List.of(layer))) {
      Descriptor manifest =
          shelf.put(ImageManifest.of(layer, layers, new TreeMap<>()).toDocument());
      assertThat(Claim.ofLegacy(new Content(shelf), manifest))
          .singleElement()
          .isInstanceOf(Claim.Unusable.class);
    }
  }

  private static Verification attested(Envelope envelope) {
    Shelf shelf = new Shelf();
    LegacyManifest legacy =
        LegacyManifest.attestations(
            List.of(new LegacyManifest.Attestation(envelope, PredicateType.SPDX)));
    legacy.blobs().forEach(shelf::put);
    return Given.verifier(1)
        .verify(
            Given.IMAGE,
            PredicateType.SPDX,
            Claim.ofLegacy(new Content(shelf), shelf.put(legacy.manifest())));
  }

  private static void signed(String name, String from, String to, String words) {
    String text = Given.text(PAYLOAD);
    assertThat(text).contains(from);
    byte[] payload = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    layer(name, payload, annotations(Base64Text.write(TestKeys.ALICE.sign(payload))), words);
  }

  private static void layer(
      String name, byte[] payload, Map<String, String> annotations, String words) {
    Shelf shelf = new Shelf();
    Descriptor layer =
        Descriptor.of(SimpleSigning.MEDIA_TYPE, shelf.put(payload), payload.length)
            .withAnnotations(annotations);
    Descriptor manifest =
        shelf.put(ImageManifest.of(layer, List.of(layer), new TreeMap<>()).toDocument());
    Verification verification = Given.verify(Claim.ofLegacy(new Content(shelf), manifest));
    assertThat(verification).as(name).isInstanceOf(Verification.Rejected.class);
    assertThat(((Verification.Rejected) verification).reason()).as(name).contains(words);
  }

  private static Map<String, String> annotations(String signature) {
    return Map.of(LegacyManifest.SIGNATURE, signature);
  }

  private static byte[] altered() {
    byte[] signature = TestKeys.ALICE.sign(PAYLOAD);
    signature[signature.length - 1] ^= 1;
    return signature;
  }

  private static byte[] flipped() {
    byte[] other = PAYLOAD.clone();
    other[other.length / 2] ^= 1;
    return other;
  }
}
