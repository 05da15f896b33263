package dev.plinth.trust.bundle;

import dev.plinth.trust.key.Signer;

/** Makes bundles of statements: with a key, or with a certificate for the moment. */
@FunctionalInterface
public interface StatementSigner {
  /** The JSON text of a bundle of version 0.3 with this in-toto statement. */
  byte[] bundle(byte[] statement);

  /** Signs with a key; the same statement gives the same bytes where the key's signatures do. */
  static StatementSigner with(Signer signer) {
    return statement -> Bundle.sign(statement, signer).write();
  }
}
