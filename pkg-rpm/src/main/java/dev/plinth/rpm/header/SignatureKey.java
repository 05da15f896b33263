package dev.plinth.rpm.header;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that an OpenPGP signature says it is by (RFC 9580, 5.2; version 3: RFC 4880, 5.2.2). It
 * is what the signature claims: nothing is verified here.
 */
final class SignatureKey {
  private static final int SIGNATURE = 2;
  private static final int ISSUER = 16;
  private static final int ISSUER_FINGERPRINT = 33;
  private static final int KEY_ID = 8;

  private SignatureKey() {}

  /**
   * The key's id, 16 digits in lower case.
   *
   * @param packet a signature packet with its header
   */
  static Optional<String> of(byte[] packet) {
    ByteBuffer body = body(ByteBuffer.wrap(packet));
    if (body == null || body.remaining() < 20) {
      return Optional.empty();
    }
    int version = body.get();
    byte @Nullable [] id =
        switch (version) {
          case 2, 3 -> version3(body);
          case 4 -> subpackets(body, 2);
          case 6 -> subpackets(body, 4);
          default -> null;
        };
    return id == null ? Optional.empty() : Optional.of(HexFormat.of().formatHex(id));
  }

  /** What is inside the packet; null where it is no signature or cut short. */
  private static @Nullable ByteBuffer body(ByteBuffer packet) {
    if (packet.remaining() < 6) {
      return null;
    }
    int head = packet.get() & 0xff;
    boolean current = (head & 0x40) != 0;
    int tag = current ? head & 0x3f : head >> 2 & 0xf;
    long length =
        current
            ? length(packet)
            : switch (head & 3) {
              case 0 -> packet.get() & 0xff;
              case 1 -> packet.getShort() & 0xffff;
              case 2 -> packet.getInt() & 0xffffffffL;
              default -> packet.remaining();
            };
    boolean whole = (head & 0x80) != 0 && tag == SIGNATURE && length <= packet.remaining();
    return whole && length >= 0 ? packet.slice(packet.position(), (int) length) : null;
  }

  private static byte @Nullable [] version3(ByteBuffer body) {
    body.position(body.position() + 1 + 1 + 4); // length of what is hashed, type, time
    return take(body, KEY_ID);
  }

  /** The issuer in the hashed subpackets, else in the others; the fingerprint is preferred. */
  private static byte @Nullable [] subpackets(ByteBuffer body, int lengthSize) {
    body.position(body.position() + 3); // type and algorithms
    byte[] best = null;
    for (int area = 0; area < 2; area++) {
      if (body.remaining() < lengthSize) {
        return best;
      }
      long size = lengthSize == 2 ? body.getShort() & 0xffff : body.getInt() & 0xffffffffL;
      if (size > body.remaining()) {
        return best;
      }
      byte[] id = issuer(body.slice(body.position(), (int) size));
      best = best == null ? id : best;
      body.position(body.position() + (int) size);
    }
    return best;
  }

  private static byte @Nullable [] issuer(ByteBuffer area) {
    byte[] id = null;
    while (area.remaining() >= 2) {
      long size = length(area);
      if (size < 1 || size > area.remaining()) {
        return id;
      }
      ByteBuffer packet = area.slice(area.position(), (int) size);
      area.position(area.position() + (int) size);
      int type = packet.get() & 0x7f;
      if (type == ISSUER_FINGERPRINT && packet.remaining() > 1) {
        byte[] fingerprint = fingerprint(packet);
        id = fingerprint == null ? id : fingerprint;
      } else if (type == ISSUER && id == null) {
        id = take(packet, KEY_ID);
      }
    }
    return id;
  }

  /** The key id is the end of a fingerprint of version 4, and the beginning of one of version 6. */
  private static byte @Nullable [] fingerprint(ByteBuffer packet) {
    int version = packet.get();
    if (version == 4 && packet.remaining() >= 20) {
      packet.position(packet.position() + 20 - KEY_ID);
    }
    return version == 4 || version == 6 ? take(packet, KEY_ID) : null;
  }

  /** A length of one, two or five octets (RFC 9580, 4.2.1); -1 where it is none of them. */
  private static long length(ByteBuffer bytes) {
    int first = bytes.get() & 0xff;
    if (first < 192) {
      return first;
    }
    if (first < 224 && bytes.remaining() >= 1) {
      return ((first - 192L) << 8) + (bytes.get() & 0xff) + 192;
    }
    return first == 255 && bytes.remaining() >= 4 ? bytes.getInt() & 0xffffffffL : -1;
  }

  private static byte @Nullable [] take(ByteBuffer bytes, int count) {
    if (bytes.remaining() < count) {
      return null;
    }
    byte[] taken = new byte[count];
    bytes.get(taken);
    return taken;
  }
}
