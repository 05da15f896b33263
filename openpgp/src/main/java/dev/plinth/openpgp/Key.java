package dev.plinth.openpgp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** A version 4 public key (RFC 9580, 5.5.2): RSA of at least 2048 bits, or Ed25519. */
final class Key {
  private static final int MIN_RSA_BITS = 2048;
  private static final byte[] ED25519_OID = HexFormat.of().parseHex("2b06010401da470f01");
  private static final int SHA1 = 2;

  private final byte[] body;
  private final int algorithm;
  private final PublicKey key;
  final long created;
  final String fingerprint;

  private Key(byte[] body) throws BadPgp {
    this.body = body;
    Octets in = new Octets(body);
    int version = in.u8();
    if (version != 4) {
      throw new BadPgp("it is a key of version " + version);
    }
    created = in.u32();
    algorithm = in.u8();
    fingerprint = fingerprint(body);
    try {
      key = material(in);
    } catch (GeneralSecurityException e) {
      throw new BadPgp("it has a key that is none");
    }
  }

  /** SHA-1 over the framed key (5.5.4), upper-case hexadecimal; whatever its version says. */
  static String fingerprint(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(framed(body));
      return HexFormat.of().withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  static Key parse(byte[] body) throws BadPgp {
    return new Key(body);
  }

  private PublicKey material(Octets in) throws BadPgp, GeneralSecurityException {
    return switch (algorithm) {
      case 1, 3 -> {
        BigInteger modulus = in.mpi();
        if (modulus.bitLength() < MIN_RSA_BITS) {
          throw new BadPgp("its RSA key has " + modulus.bitLength() + " bits only");
        }
        yield KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, in.mpi()));
      }
      case 22 -> {
        byte[] oid = in.take(in.u8());
        BigInteger point = in.mpi();
        if (!Arrays.equals(oid, ED25519_OID) || point.bitLength() != 263) {
          throw new BadPgp("its key is on a curve that is not supported");
        }
        yield ed25519(Arrays.copyOfRange(fixed(point, 33), 1, 33));
      }
      case 27 -> ed25519(in.take(32));
      default -> throw new BadPgp("its key is of algorithm " + algorithm + ", not supported");
    };
  }

  private static PublicKey ed25519(byte[] littleEndian) throws GeneralSecurityException {
    byte[] point = littleEndian.clone();
    for (int i = 0; i < 16; i++) {
      byte swap = point[i];
      point[i] = point[31 - i];
      point[31 - i] = swap;
    }
    boolean odd = (point[0] & 0x80) != 0;
    point[0] &= 0x7f;
    EdECPoint y = new EdECPoint(odd, new BigInteger(1, point));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, y));
  }

  /** The key as certifications hash it (5.2.4). */
  byte[] framed() {
    return framed(body);
  }

  private static byte[] framed(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 3);
    out.write(0x99);
    out.write(body.length >>> 8);
    out.write(body.length);
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** Whether {@code signature} is this key's over {@code data}. */
  boolean signed(SignaturePacket signature, byte[]... data) throws BadPgp {
    return verify(signature, false, data);
  }

  /**
   * The same for what a key says of itself, where SHA-1 is taken too: the key was pinned, so that a
   * collision would have to be by its owner.
   */
  boolean signedItself(SignaturePacket signature, byte[]... data) throws BadPgp {
    return verify(signature, true, data);
  }

  private boolean verify(SignaturePacket signature, boolean weak, byte[]... data) throws BadPgp {
    String hash =
        switch (signature.hashAlgorithm) {
          case 8 -> "SHA256";
          case 9 -> "SHA384";
          case 10 -> "SHA512";
          case SHA1 -> weak ? "SHA1" : "";
          default -> "";
        };
    if (hash.isEmpty()) {
      throw new BadPgp("it is signed over a hash (" + signature.hashAlgorithm + ") that is broken");
    }
    if (signature.keyAlgorithm != algorithm && !(signature.keyAlgorithm < 4 && algorithm < 4)) {
      return false;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance(hash.replace("SHA", "SHA-"));
      for (byte[] part : data) {
        digest.update(part);
      }
      byte[] value = digest.digest(signature.trailer());
      if ((ByteBuffer.wrap(value).getShort() & 0xffff) != signature.check()) {
        return false;
      }
      return key instanceof RSAPublicKey rsa
          ? rsa(rsa, signature, hash, data)
          : edwards(signature, value);
    } catch (GeneralSecurityException e) {
      return false; // of a wrong length, or no number at all: not this key's
    }
  }

  private static boolean rsa(
      RSAPublicKey key, SignaturePacket signature, String hash, byte[]... data)
      throws GeneralSecurityException, BadPgp {
    BigInteger number = signature.numbers().mpi();
    if (number.compareTo(key.getModulus()) >= 0) {
      return false;
    }
    Signature verifier = Signature.getInstance(hash + "withRSA");
    verifier.initVerify(key);
    for (byte[] part : data) {
      verifier.update(part);
    }
    verifier.update(signature.trailer());
    return verifier.verify(fixed(number, (key.getModulus().bitLength() + 7) / 8));
  }

  /** EdDSA signs the hash, not the data (5.2.3.3). */
  private boolean edwards(SignaturePacket signature, byte[] hash)
      throws GeneralSecurityException, BadPgp {
    Octets numbers = signature.numbers();
    byte[] both = new byte[64];
    if (algorithm == 27) {
      both = numbers.take(64);
    } else {
      BigInteger r = numbers.mpi();
      BigInteger s = numbers.mpi();
      if (r.bitLength() > 256 || s.bitLength() > 256) {
        return false;
      }
      System.arraycopy(fixed(r, 32), 0, both, 0, 32);
      System.arraycopy(fixed(s, 32), 0, both, 32, 32);
    }
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    verifier.update(hash);
    return verifier.verify(both);
  }

  /** A non-negative number in exactly {@code length} bytes; it must fit. */
  private static byte[] fixed(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] out = new byte[length];
    int skip = Math.max(0, bytes.length - length);
    System.arraycopy(bytes, skip, out, length - (bytes.length - skip), bytes.length - skip);
    return out;
  }
}
