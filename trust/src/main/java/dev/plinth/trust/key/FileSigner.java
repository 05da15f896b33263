package dev.plinth.trust.key;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;

/** Signs with a private key in memory; the same message gives the same bytes. */
final class FileSigner implements Signer {
  private final PrivateKey secret;
  private final VerifyingKey key;

  FileSigner(PrivateKey secret, VerifyingKey key) {
    this.secret = secret;
    this.key = key;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      byte[] signature = make(message);
      // A fault in the computation would give the key away (and a public key of another pair).
      if (!key.verify(message, signature)) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            "the private key and its public key are not a pair",
            "export the public key again");
      }
      return signature;
    } catch (GeneralSecurityException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, "the key cannot sign: " + e.getMessage(), "make a new key", e);
    }
  }

  private byte[] make(byte[] message) throws GeneralSecurityException {
    if (secret instanceof ECPrivateKey ec) {
      return new DeterministicEcdsa(ec, Scheme.HASH).sign(message);
    }
    Signature signature = Signature.getInstance(key.scheme().algorithms().getFirst());
    signature.initSign(secret);
    signature.update(message);
    return signature.sign();
  }

  @Override
  public VerifyingKey publicKey() {
    return key;
  }
}
