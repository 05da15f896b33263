package dev.plinth.trust.bundle;

/** What a bundle says of who signed. Nothing in it is believed. */
public sealed interface Material {
  /** What all bundles of one signer have alike, as they say it; empty where they say nothing. */
  String holder();

  /**
   * A key that the verifier has.
   *
   * @param value base64 of the SHA-256 of its SubjectPublicKeyInfo, as cosign writes it; or
   *     anything
   */
  record KeyHint(String value) implements Material {
    @Override
    public String holder() {
      return value;
    }
  }

  /**
   * A certificate of a certificate authority: keyless signing.
   *
   * @param leaf in DER
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Certificate(byte[] leaf) implements Material {
    /** {@code IDENTITY (by ISSUER)}; empty where the certificate has them not, or is none. */
    @Override
    public String holder() {
      return CertificateHolder.of(leaf);
    }
  }
}
