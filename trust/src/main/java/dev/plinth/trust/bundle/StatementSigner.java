package dev.plinth.trust.bundle;

import dev.plinth.trust.key.Signer;

/** Makes bundles of statements: with a key, or with certificates for the moment. */
public interface StatementSigner extends AutoCloseable {
  /** The JSON text of a bundle of version 0.3 with this in-toto statement. */
  byte[] bundle(byte[] statement);

  /**
   * What {@link Material#holder} says of the bundles; empty while nobody can know it: a certificate
   * is asked for with the first.
   */
  String holder();

  /** Wipes what is secret. */
  @Override
  void close();

  /** Signs with a key; the same statement gives the same bytes where the key's signatures do. */
  static StatementSigner with(Signer signer) {
    return new StatementSigner() {
      @Override
      public byte[] bundle(byte[] statement) {
        return Bundle.sign(statement, signer).write();
      }

      @Override
      public String holder() {
        return signer.publicKey().hint();
      }

      @Override
      public void close() {
        signer.close();
      }
    };
  }
}
