package dev.plinth.openpgp;

import java.util.ArrayList;
import java.util.List;

/**
 * One packet (RFC 9580, 4).
 *
 * @param tag type
 * @param body without the header
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Packet(int tag, byte[] body) {
  static final int SIGNATURE = 2;
  static final int PUBLIC_KEY = 6;
  static final int USER_ID = 13;
  static final int PUBLIC_SUBKEY = 14;
  static final int USER_ATTRIBUTE = 17;

  private static final int MAX_PACKETS = 10_000;

  static List<Packet> parse(byte[] bytes) throws BadPgp {
    Octets in = new Octets(bytes);
    List<Packet> packets = new ArrayList<>();
    while (in.left() > 0) {
      int header = in.u8();
      if ((header & 0x80) == 0) {
        throw new BadPgp("it has something that is no packet");
      }
      boolean current = (header & 0x40) != 0;
      int tag = current ? header & 0x3f : header >> 2 & 0x0f;
      long length = current ? length(in) : oldLength(in, header & 3);
      packets.add(new Packet(tag, in.take(length)));
      if (packets.size() > MAX_PACKETS) {
        throw new BadPgp("it has more than " + MAX_PACKETS + " packets");
      }
    }
    return packets;
  }

  private static long length(Octets in) throws BadPgp {
    int first = in.u8();
    if (first < 192) {
      return first;
    }
    if (first < 224) {
      return ((first - 192L) << 8) + in.u8() + 192;
    }
    if (first == 255) {
      return in.u32();
    }
    throw new BadPgp("it has a packet of partial lengths");
  }

  private static long oldLength(Octets in, int type) throws BadPgp {
    return switch (type) {
      case 0 -> in.u8();
      case 1 -> in.u16();
      case 2 -> in.u32();
      default -> throw new BadPgp("it has a packet of indeterminate length");
    };
  }
}
