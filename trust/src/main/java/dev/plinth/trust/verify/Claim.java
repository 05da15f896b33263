package dev.plinth.trust.verify;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageManifest;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.BundleReferrer;
import dev.plinth.trust.bundle.Material;
import dev.plinth.trust.cosign2.LegacyManifest;
import dev.plinth.trust.cosign2.SimpleSigning;
import dev.plinth.trust.dsse.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Something from outside that says that somebody signed. Read, but not believed. */
public sealed interface Claim {
  /** What is said of keyless signatures under cosign 2's tags. */
  String CERTIFICATE =
      " is signed with a certificate in cosign 2's form, which is not read: sign it as a bundle";

  /** Says where it was found, in reasons: {@code referrer sha256:…}. */
  String where();

  /**
   * A Sigstore bundle.
   *
   * @param json the text that it was read from, where it has a certificate; else empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OfBundle(String where, Bundle bundle, byte[] json) implements Claim {}

  /** An envelope without more: cosign 2's attestation. */
  record OfEnvelope(String where, Envelope envelope) implements Claim {}

  /** cosign 2's signature of an image. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OfPayload(String where, byte[] payload, byte[] signature) implements Claim {}

  /** What cannot be a signature of an accepted key, and why. */
  record Unusable(String where, String reason) implements Claim {}

  /** Reads a bundle; what is none is {@link Unusable}. */
  static Claim ofBundle(byte[] json, String where) {
    try {
      Bundle bundle = Bundle.read(json, where);
      boolean again = bundle.material() instanceof Material.Certificate;
      return new OfBundle(where, bundle, again ? json : new byte[0]);
    } catch (PlinthException e) {
      return new Unusable(where, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads the bundle that a referrer carries.
   *
   * @param subject whose referrer it is said to be
   */
  static Claim ofReferrer(Content content, Descriptor referrer, Digest subject) {
    String where = "referrer " + referrer.digest();
    try {
      Document<ImageManifest> manifest = content.manifest(referrer);
      if (!manifest.value().subject().map(Descriptor::digest).equals(Optional.of(subject))) {
        return new Unusable(where, where + " is about another image");
      }
      return ofBundle(BundleReferrer.bundle(content, manifest), where);
    } catch (PlinthException e) {
      return new Unusable(where, String.valueOf(e.getMessage()));
    }
  }

  /** Reads the layers of a manifest under cosign 2's tags. */
  static List<Claim> ofLegacy(Content content, Descriptor tagged) {
    String where = "manifest " + tagged.digest();
    List<Claim> claims = new ArrayList<>();
    try {
      List<Descriptor> layers = LegacyManifest.layers(content.manifest(tagged));
      if (layers.stream().mapToDouble(Descriptor::size).sum() > Content.held(2)) {
        claims.add(new Unusable(where, where + " has layers of too many bytes"));
        return claims;
      }
      for (Descriptor layer : layers) {
        claims.add(ofLayer(content, layer, where + ", layer " + layer.digest()));
      }
    } catch (PlinthException e) {
      claims.add(new Unusable(where, String.valueOf(e.getMessage())));
    }
    return claims;
  }

  private static Claim ofLayer(Content content, Descriptor layer, String where) {
    try {
      if (LegacyManifest.hasCertificate(layer)) {
        return new Unusable(where, where + CERTIFICATE);
      }
      byte[] bytes = content.bytes(layer, Bundle.MAX_BYTES, where);
      return layer.mediaType().equals(SimpleSigning.MEDIA_TYPE)
          ? new OfPayload(where, bytes, LegacyManifest.signature(layer, where))
          : new OfEnvelope(where, Envelope.parse(bytes, where));
    } catch (PlinthException e) {
      return new Unusable(where, String.valueOf(e.getMessage()));
    }
  }
}
