package dev.plinth.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A version 4 signature (RFC 9580, 5.2). What is not signed in it is believed as a hint only. */
final class SignaturePacket {
  static final int BINARY = 0x00;
  static final int TEXT = 0x01;

  private final byte[] body;
  private final int hashedEnd;
  final int type;
  final int keyAlgorithm;
  final int hashAlgorithm;
  private final int check;
  private final byte[] numbers;

  /** Seconds since 1970. */
  private long created = -1;

  /** Seconds after {@link #created}; 0 for never. */
  private long expires;

  /** Seconds after the key's creation; -1 where it does not say. */
  long keyExpires = -1;

  /** Key flags (5.2.3.29); -1 where there are none. */
  int flags = -1;

  private @Nullable String issuer;
  private @Nullable String issuerId;
  final List<SignaturePacket> embedded = new ArrayList<>();

  private SignaturePacket(byte[] body, int depth) throws BadPgp {
    this.body = body;
    Octets in = new Octets(body);
    int version = in.u8();
    if (version != 4) {
      throw new BadPgp("it is a signature of version " + version);
    }
    type = in.u8();
    keyAlgorithm = in.u8();
    hashAlgorithm = in.u8();
    byte[] hashed = in.take(in.u16());
    hashedEnd = in.at();
    subpackets(hashed, true, depth);
    subpackets(in.take(in.u16()), false, depth);
    check = in.u16();
    numbers = in.take(in.left());
    if (created < 0) {
      throw new BadPgp("it is a signature without a date");
    }
  }

  static SignaturePacket parse(byte[] body) throws BadPgp {
    return new SignaturePacket(body, 0);
  }

  private void subpackets(byte[] area, boolean signed, int depth) throws BadPgp {
    Octets in = new Octets(area);
    while (in.left() > 0) {
      long length = in.u8();
      if (length == 255) {
        length = in.u32();
      } else if (length >= 192) {
        length = ((length - 192) << 8) + in.u8() + 192;
      }
      if (length == 0) {
        throw new BadPgp("it has an empty subpacket");
      }
      byte[] content = in.take(length);
      subpacket(content[0] & 0x7f, (content[0] & 0x80) != 0, new Octets(content), signed, depth);
    }
  }

  private void subpacket(int kind, boolean critical, Octets in, boolean signed, int depth)
      throws BadPgp {
    in.u8();
    switch (kind) {
      case 2 -> created = signed ? in.u32() : created;
      case 3 -> expires = signed ? in.u32() : expires;
      case 9 -> keyExpires = signed ? in.u32() : keyExpires;
      case 16 -> issuerId = HexFormat.of().withUpperCase().formatHex(in.take(8));
      case 27 -> flags = signed ? (in.left() > 0 ? in.u8() : 0) : flags;
      case 32 -> {
        if (depth == 0) {
          embedded.add(new SignaturePacket(in.take(in.left()), 1));
        }
      }
      case 33 -> {
        if (in.u8() == 4) {
          issuer = HexFormat.of().withUpperCase().formatHex(in.take(20));
        }
      }
      // Exportable, trust, regex, revocable, preferences, features, notations and the like say
      // nothing about whether a Release is genuine.
      case 4, 5, 6, 7, 11, 12, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31, 34 -> {}
      default -> {
        if (critical && signed) {
          throw new BadPgp("it has a critical subpacket " + kind + " that is not known");
        }
      }
    }
  }

  /** Whether it claims to be by a key, whose fingerprint is upper-case hexadecimal. */
  boolean claims(String fingerprint) {
    if (issuer != null) {
      return issuer.equals(fingerprint);
    }
    return issuerId != null && fingerprint.endsWith(issuerId);
  }

  /** What names the issuer, for people. */
  String issuer() {
    return issuer != null ? issuer : issuerId != null ? issuerId : "an unnamed key";
  }

  long created() {
    return created;
  }

  /** When the signature itself expires, in seconds since 1970. */
  Optional<Long> expires() {
    return expires == 0 ? Optional.empty() : Optional.of(created + expires);
  }

  /** What is hashed after the data (5.2.4). */
  byte[] trailer() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(hashedEnd + 6);
    out.write(body, 0, hashedEnd);
    out.write(4);
    out.write(0xff);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(hashedEnd >>> shift);
    }
    return out.toByteArray();
  }

  /** The first two bytes of the hash, a quick test. */
  int check() {
    return check;
  }

  /** The numbers that make the signature, in the algorithm's own form. */
  Octets numbers() {
    return new Octets(numbers);
  }
}
