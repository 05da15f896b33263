package dev.plinth.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A content digest in the form {@code sha256:HEX} (OCI image-spec, descriptor.md, "Digests").
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex lower-case hexadecimal, 64 or 128 characters
 */
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
  public Digest {
    int length =
        switch (algorithm) {
          case "sha256" -> 64;
          case "sha512" -> 128;
          default ->
              throw new PlinthException(
                  ErrorCode.BAD_INPUT,
                  "the digest algorithm '" + algorithm + "' is not supported",
                  "use sha256 or sha512");
        };
    if (hex.length() != length || !isLowerHex(hex)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "'" + hex + "' is not a " + algorithm + " digest",
          "a digest is " + algorithm + ": and " + length + " lower-case hexadecimal characters");
    }
  }

  private static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** A SHA-256 digest of {@code hex}. */
  public static Digest sha256(String hex) {
    return new Digest("sha256", hex);
  }

  /** Reads {@code algorithm:hex}; anything else is a {@link ErrorCode#BAD_INPUT} error. */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, "'" + text + "' is not a digest", "write it as sha256:HEX");
    }
    return new Digest(text.substring(0, colon), text.substring(colon + 1));
  }

  /** The SHA-256 of {@code bytes}. */
  public static Digest of(byte[] bytes) {
    return of(sha256().digest(bytes), "sha256");
  }

  /** The SHA-256 of the UTF-8 form of {@code text}. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of what remains in {@code bytes}. */
  public static Digest of(ByteBuffer bytes) {
    MessageDigest hash = sha256();
    hash.update(bytes);
    return finish(hash);
  }

  /** The SHA-256 of all that {@code in} still gives; the stream is left open. */
  public static Digest of(InputStream in) throws IOException {
    MessageDigest hash = sha256();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      hash.update(buffer, 0, n);
    }
    return of(hash.digest(), "sha256");
  }

  /** Wraps the finished value of a SHA-256 computation. */
  public static Digest finish(MessageDigest sha256) {
    return of(sha256.digest(), "sha256");
  }

  /** Loads, beside other work, what the first computation over many bytes would wait for. */
  public static void prepare() {
    sha256();
    if (SystemSha256.isWanted()) {
      CryptoLibrary.find();
    }
  }

  /** A fresh SHA-256 computation. */
  public static MessageDigest sha256() {
    try {
      MessageDigest java = MessageDigest.getInstance("SHA-256");
      return SystemSha256.isWanted() ? new SystemSha256(java) : java;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Digest of(byte[] value, String algorithm) {
    return new Digest(algorithm, HexFormat.of().formatHex(value));
  }

  /** The first 12 hexadecimal characters, for people; never for comparing. */
  public String shortHex() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
