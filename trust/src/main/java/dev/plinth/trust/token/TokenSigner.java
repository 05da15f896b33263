package dev.plinth.trust.token;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.key.Der;
import dev.plinth.trust.key.Passwords;
import dev.plinth.trust.key.Scheme;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Signs with a key that never leaves its token: ECDSA or RSA. A certificate beside the key is not
 * asked for. The token chooses ECDSA's nonces, so the same message gives other bytes each time.
 */
public final class TokenSigner implements Signer {
  private static final long CLASS = 0;
  private static final long LABEL = 3;
  private static final long ID = 0x102;
  private static final long PRIVATE = 3;
  private static final long ECDSA = 0x1041;
  private static final long SHA256_RSA = 0x40;
  private static final int MAX_PIN = 1024;

  private final TokenSession session;
  private final long key;
  private final VerifyingKey publicKey;

  private TokenSigner(TokenSession session, long key, VerifyingKey publicKey) {
    this.session = session;
    this.key = key;
    this.publicKey = publicKey;
  }

  /**
   * Opens the key. What is missing is a {@code NOT_FOUND}, a wrong PIN a {@code REFUSED}, a token
   * that fails a {@code MACHINE} error.
   */
  public static TokenSigner open(Pkcs11Uri uri, Passwords passwords) {
    Cryptoki cryptoki = Cryptoki.load(uri.module());
    TokenSession session = TokenSession.open(cryptoki, uri.token(), uri.serial());
    try {
      byte[] pin = pin(uri, passwords);
      session.login(pin);
      Arrays.fill(pin, (byte) 0);
      SequencedMap<Long, byte[]> wanted = new LinkedHashMap<>();
      wanted.put(CLASS, TokenSession.number(PRIVATE));
      uri.object().ifPresent(name -> wanted.put(LABEL, name.getBytes(StandardCharsets.UTF_8)));
      uri.id().ifPresent(id -> wanted.put(ID, id));
      List<Long> found = session.find(wanted);
      if (found.size() != 1) {
        throw TokenProblem.notFound(
            "there is " + (found.isEmpty() ? "no " : "more than one ") + uri,
            "name it by object= and id=");
      }
      long key = found.getFirst();
      return new TokenSigner(session, key, TokenPublicKey.of(session, key, uri.toString()));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static byte[] pin(Pkcs11Uri uri, Passwords passwords) {
    if (uri.pinSource().isPresent()) {
      return read(uri.pinSource().get());
    }
    Optional<byte[]> given =
        uri.pinValue()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .or(() -> passwords.password(uri.toString()));
    return given.orElseThrow(() ->
        new PlinthException(
            ErrorCode.REFUSED,
            "there is no PIN for " + uri,
            "give it at a terminal, by the environment, or by pin-source=/FILE"));
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAX_PIN) {
        throw TokenProblem.usage("the pin-source is larger than any PIN");
      }
      return Files.readString(file).stripTrailing().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "the PIN cannot be read from " + file,
          "check the file and its permissions",
          e);
    }
  }

  @Override
  public synchronized byte[] sign(byte[] message) {
    byte[] signature =
        publicKey.scheme() == Scheme.RSA
            ? session.sign(key, SHA256_RSA, message)
            : der(session.sign(key, ECDSA, hash(message)));
    if (!publicKey.verify(message, signature)) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "the token gave a signature that does not hold",
          "check that the private and the public key in it are a pair");
    }
    return signature;
  }

  private static byte[] hash(byte[] message) {
    try {
      return MessageDigest.getInstance(Scheme.HASH).digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Tokens give r and s one after the other. */
  private static byte[] der(byte[] raw) {
    int half = raw.length / 2;
    return Der.signature(
        new BigInteger(1, Arrays.copyOf(raw, half)),
        new BigInteger(1, Arrays.copyOfRange(raw, half, raw.length)));
  }

  @Override
  public VerifyingKey publicKey() {
    return publicKey;
  }

  @Override
  public void close() {
    session.close();
  }
}
