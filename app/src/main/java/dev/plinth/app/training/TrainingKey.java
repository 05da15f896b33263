package dev.plinth.app.training;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * An OpenPGP key that signs the training archive's Release and is forgotten with it (RFC 9580, 5.2,
 * 5.5 and 7; version 4, RSA, SHA-512).
 */
final class TrainingKey {
  private static final int RSA = 1;
  private static final int SHA512 = 10;
  private static final int BITS = 2048;
  private static final int TEXT = 1;
  private static final int KEY_PACKET = 6;
  private static final int SIGNATURE_PACKET = 2;

  private final KeyPair pair;
  private final byte[] body;
  private final int created;

  /**
   * @param created seconds since 1970
   */
  TrainingKey(int created) throws IOException {
    this.created = created;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(4);
    out.writeInt(created);
    out.write(RSA);
    number(out, key.getModulus().toByteArray());
    number(out, key.getPublicExponent().toByteArray());
    body = bytes.toByteArray();
  }

  String publicKey() throws IOException {
    return armored("PUBLIC KEY BLOCK", packet(KEY_PACKET, body));
  }

  /** {@code text}, which has no trailing white space, as a clear-signed file. */
  byte[] clearSigned(String text) throws IOException {
    byte[] signed = text.strip().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    String file =
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"
            + text.strip()
            + '\n'
            + armored("SIGNATURE", packet(SIGNATURE_PACKET, signature(signed)));
    return file.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] signature(byte[] data) throws IOException {
    ByteArrayOutputStream hashedBytes = new ByteArrayOutputStream();
    DataOutputStream hashed = new DataOutputStream(hashedBytes);
    hashed.write(new byte[] {4, TEXT, RSA, SHA512});
    hashed.writeShort(6 + 23);
    hashed.write(5);
    hashed.write(2); // when it was made
    hashed.writeInt(created);
    hashed.write(22);
    hashed.write(33); // by which key
    hashed.write(4);
    hashed.write(fingerprint());
    byte[] head = hashedBytes.toByteArray();
    ByteArrayOutputStream trailer = new ByteArrayOutputStream();
    DataOutputStream end = new DataOutputStream(trailer);
    end.write(head);
    end.writeShort(0x04ff);
    end.writeInt(head.length);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(data);
      byte[] value = digest.digest(trailer.toByteArray());
      Signature signer = Signature.getInstance("SHA512withRSA");
      signer.initSign(pair.getPrivate());
      signer.update(data);
      signer.update(trailer.toByteArray());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(head);
      out.writeShort(0);
      out.write(value, 0, 2);
      number(out, signer.sign());
      return bytes.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA and SHA-512", e);
    }
  }

  private byte[] fingerprint() throws IOException {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(framed);
    out.write(0x99);
    out.writeShort(body.length);
    out.write(body);
    try {
      return MessageDigest.getInstance("SHA-1").digest(framed.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** A number as OpenPGP writes it: its bits, then its bytes. */
  private static void number(DataOutputStream out, byte[] bigEndian) throws IOException {
    int zeros = 0;
    while (bigEndian[zeros] == 0) {
      zeros++;
    }
    byte[] bytes = Arrays.copyOfRange(bigEndian, zeros, bigEndian.length);
    out.writeShort(bytes.length * 8 - Integer.numberOfLeadingZeros(bytes[0] & 0xff) + 24);
    out.write(bytes);
  }

  private static byte[] packet(int tag, byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(0xc0 | tag);
    out.write(0xff);
    out.writeInt(body.length);
    out.write(body);
    return bytes.toByteArray();
  }

  private static String armored(String kind, byte[] packets) {
    return "-----BEGIN PGP "
        + kind
        + "-----\n\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(packets)
        + "\n-----END PGP "
        + kind
        + "-----\n";
  }
}
