package dev.plinth.trust.key;

/** Signs with one key, wherever that lies. Closing it forgets the key or leaves the token. */
public interface Signer extends AutoCloseable {
  /**
   * A signature of {@code message} by {@link #publicKey}: DER for ECDSA. File keys give the same
   * bytes for the same message; tokens choose for themselves.
   */
  byte[] sign(byte[] message);

  VerifyingKey publicKey();

  @Override
  default void close() {}
}
