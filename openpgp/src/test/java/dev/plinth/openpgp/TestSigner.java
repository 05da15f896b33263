package dev.plinth.openpgp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Base64;
import java.util.HexFormat;

/** Makes Ed25519 keys and signatures of version 4, right or wrong in the way a test wants. */
public final class TestSigner {
  private final KeyPair pair;
  private final long created;
  private final byte[] body;

  /** How long the key lives, in seconds; 0 for ever. */
  private final long lifetime;

  public TestSigner(long created, long lifetime) {
    try {
      this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.created = created;
    this.lifetime = lifetime;
    this.body = keyBody();
  }

  private byte[] keyBody() {
    EdECPublicKey key = (EdECPublicKey) pair.getPublic();
    byte[] y = key.getPoint().getY().toByteArray();
    byte[] point = new byte[33];
    point[0] = 0x40;
    for (int i = 0; i < y.length && i < 32; i++) {
      point[1 + i] = y[y.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      point[32] |= (byte) 0x80;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(4);
    out.writeBytes(number(created, 4));
    out.write(22);
    out.write(9);
    out.writeBytes(HexFormat.of().parseHex("2b06010401da470f01"));
    out.writeBytes(mpi(point));
    return out.toByteArray();
  }

  private static byte[] number(long value, int length) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = (byte) (value >>> (8 * (length - 1 - i)));
    }
    return out;
  }

  private static byte[] mpi(byte[] bigEndian) {
    BigInteger value = new BigInteger(1, bigEndian);
    byte[] bytes = value.toByteArray();
    int skip = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(number(value.bitLength(), 2));
    out.write(bytes, skip, bytes.length - skip);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] packet(int tag, byte[] body) {
    return concat(new byte[] {(byte) (0xc0 | tag), (byte) 255}, number(body.length, 4), body);
  }

  public String fingerprint() {
    try {
      byte[] framed = concat(new byte[] {(byte) 0x99}, number(body.length, 2), body);
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(framed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] framed() {
    return concat(new byte[] {(byte) 0x99}, number(body.length, 2), body);
  }

  private static byte[] subpacket(int kind, byte[] content) {
    return concat(new byte[] {(byte) (content.length + 1), (byte) kind}, content);
  }

  /** A signature packet over {@code data}; {@code hash} as OpenPGP numbers it. */
  public byte[] signature(int type, int hash, long at, byte[] data, byte[]... more) {
    byte[] fingerprint = HexFormat.of().parseHex(fingerprint());
    byte[] hashed =
        concat(
            subpacket(2, number(at, 4)),
            subpacket(33, concat(new byte[] {4}, fingerprint)),
            concat(more));
    byte[] head =
        concat(new byte[] {4, (byte) type, 22, (byte) hash}, number(hashed.length, 2), hashed);
    try {
      MessageDigest digest =
          MessageDigest.getInstance(hash == 2 ? "SHA-1" : hash == 8 ? "SHA-256" : "SHA-512");
      digest.update(data);
      digest.update(head);
      digest.update(concat(new byte[] {4, (byte) 0xff}, number(head.length, 4)));
      byte[] value = digest.digest();
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(value);
      byte[] both = signer.sign();
      byte[] r = java.util.Arrays.copyOf(both, 32);
      byte[] s = java.util.Arrays.copyOfRange(both, 32, 64);
      return packet(
          2, concat(head, new byte[] {0, 0}, java.util.Arrays.copyOf(value, 2), mpi(r), mpi(s)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public key, armoured. */
  public byte[] publicKey() {
    return publicKey(new byte[0]);
  }

  /** The public key with packets after its user id. */
  public byte[] publicKey(byte[] more) {
    byte[] user = "test <test@example.org>".getBytes(StandardCharsets.UTF_8);
    byte[] certified = concat(framed(), new byte[] {(byte) 0xb4}, number(user.length, 4), user);
    byte[] expiry = lifetime == 0 ? new byte[0] : subpacket(9, number(lifetime, 4));
    byte[] self = signature(0x13, 10, created, certified, subpacket(27, new byte[] {3}), expiry);
    return armor("PUBLIC KEY BLOCK", concat(packet(6, body), packet(13, user), self, more));
  }

  /** A revocation of the key, for {@link #publicKey(byte[])}. */
  public byte[] revocation() {
    return signature(0x20, 10, created + 1, framed());
  }

  /** This key as a subkey of {@code primary}, bound for signing, with or without its consent. */
  public byte[] subkeyOf(TestSigner primary, boolean agrees) {
    byte[] both = concat(primary.framed(), framed());
    byte[] consent = signature(0x19, 10, created, both);
    byte[] inner = java.util.Arrays.copyOfRange(consent, 6, consent.length);
    byte[] embedded = agrees ? subpacket(32, inner) : new byte[0];
    byte[] binding =
        primary.signature(0x18, 10, created, both, subpacket(27, new byte[] {2}), embedded);
    return concat(packet(14, body), binding);
  }

  public static byte[] armor(String kind, byte[] packets) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(packets);
    return ("-----BEGIN PGP " + kind + "-----\n\n" + base64 + "\n-----END PGP " + kind + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A detached signature, armoured. */
  public byte[] detached(byte[] data, long at) {
    return armor("SIGNATURE", signature(0, 10, at, data));
  }

  /** A clear-signed file, whose text has no line that begins with a dash. */
  public byte[] clearSigned(String text, long at) {
    return clearSigned(text, signature(1, 10, at, canonical(text)));
  }

  /** The text as it is signed: no white space at the ends of lines, which end in CR LF. */
  public static byte[] canonical(String text) {
    StringBuilder out = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      out.append(line.stripTrailing()).append("\r\n");
    }
    out.setLength(out.length() - (text.endsWith("\n") ? 4 : 2));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] clearSigned(String text, byte[] signatures) {
    String body = text.endsWith("\n") ? text : text + "\n";
    return concat(
        ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n" + body)
            .getBytes(StandardCharsets.UTF_8),
        armor("SIGNATURE", signatures));
  }
}
