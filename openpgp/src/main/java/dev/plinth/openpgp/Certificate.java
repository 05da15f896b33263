package dev.plinth.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A primary key with what it says of itself and of its subkeys (RFC 9580, 10.1). Only subkeys that
 * the primary key bound for signing, and that agreed, count.
 */
final class Certificate {
  /** May sign data (5.2.3.29). */
  private static final int SIGNS = 0x02;

  private static final int REVOKES_KEY = 0x20;
  private static final int BINDS = 0x18;
  private static final int AGREES = 0x19;
  private static final int DIRECT = 0x1f;
  private static final int REVOKES_SUBKEY = 0x28;

  /**
   * A key that may sign.
   *
   * @param expires seconds since 1970
   */
  record SigningKey(Key key, Optional<Long> expires) {}

  private final Key primary;
  private final List<Packet> packets;
  private final List<SigningKey> signing = new ArrayList<>();
  private boolean revoked;
  private boolean read;
  private @Nullable SignaturePacket self;

  private Certificate(Key primary, List<Packet> packets) {
    this.primary = primary;
    this.packets = List.copyOf(packets);
  }

  String fingerprint() {
    return primary.fingerprint;
  }

  /** Whether the signature claims to be by this key or one of its subkeys, bound or not. */
  boolean claimedBy(SignaturePacket signature) {
    if (signature.claims(fingerprint())) {
      return true;
    }
    for (Packet packet : packets) {
      if (packet.tag() == Packet.PUBLIC_SUBKEY
          && signature.claims(Key.fingerprint(packet.body()))) {
        return true;
      }
    }
    return false;
  }

  synchronized boolean revoked() {
    read();
    return revoked;
  }

  synchronized List<SigningKey> signing() {
    read();
    return List.copyOf(signing);
  }

  /** What it says of itself is checked only when a signature claims it: that costs real time. */
  private void read() {
    if (!read) {
      read = true;
      read(packets);
    }
  }

  /**
   * The certificates among packets whose fingerprint is wanted; keys of kinds that are not
   * supported are left out.
   */
  static List<Certificate> all(List<Packet> packets, Predicate<String> wanted) {
    List<Certificate> certificates = new ArrayList<>();
    for (int i = 0; i < packets.size(); i++) {
      if (packets.get(i).tag() != Packet.PUBLIC_KEY) {
        continue;
      }
      int end = i + 1;
      while (end < packets.size() && packets.get(end).tag() != Packet.PUBLIC_KEY) {
        end++;
      }
      byte[] body = packets.get(i).body();
      if (!wanted.test(Key.fingerprint(body))) {
        continue;
      }
      try {
        certificates.add(new Certificate(Key.parse(body), packets.subList(i + 1, end)));
      } catch (BadPgp e) {
        // Not one that could sign anything here.
      }
    }
    return certificates;
  }

  private void read(List<Packet> packets) {
    int i = 0;
    byte[] about = new byte[0];
    for (; i < packets.size() && packets.get(i).tag() != Packet.PUBLIC_SUBKEY; i++) {
      Packet packet = packets.get(i);
      switch (packet.tag()) {
        case Packet.USER_ID -> about = framed(0xb4, packet.body());
        case Packet.USER_ATTRIBUTE -> about = framed(0xd1, packet.body());
        case Packet.SIGNATURE -> aboutPrimary(packet, about);
        default -> {}
      }
    }
    Optional<Long> expires = expires(primary, self);
    if (self == null || self.flags < 0 || (self.flags & SIGNS) != 0) {
      signing.add(new SigningKey(primary, expires));
    }
    while (i < packets.size()) {
      int end = i + 1;
      while (end < packets.size() && packets.get(end).tag() != Packet.PUBLIC_SUBKEY) {
        end++;
      }
      subkey(packets.subList(i, end), expires);
      i = end;
    }
  }

  private static byte[] framed(int tag, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 5);
    out.write(tag);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(body.length >>> shift);
    }
    out.writeBytes(body);
    return out.toByteArray();
  }

  private void aboutPrimary(Packet packet, byte[] about) {
    try {
      SignaturePacket signature = SignaturePacket.parse(packet.body());
      boolean direct = signature.type == REVOKES_KEY || signature.type == DIRECT;
      boolean certifies = signature.type >= 0x10 && signature.type <= 0x13 && about.length > 0;
      if (!direct && !certifies) {
        return;
      }
      byte[] subject = direct ? new byte[0] : about;
      if (!signature.claims(fingerprint())
          || !primary.signedItself(signature, primary.framed(), subject)) {
        return;
      }
      if (signature.type == REVOKES_KEY) {
        revoked = true;
      } else if (self == null || signature.created() >= self.created()) {
        self = signature;
      }
    } catch (BadPgp e) {
      // Says nothing that could be believed.
    }
  }

  private void subkey(List<Packet> packets, Optional<Long> primaryExpires) {
    Key subkey;
    try {
      subkey = Key.parse(packets.getFirst().body());
    } catch (BadPgp e) {
      return;
    }
    @Nullable SignaturePacket binding = null;
    for (Packet packet : packets) {
      if (packet.tag() != Packet.SIGNATURE) {
        continue;
      }
      try {
        SignaturePacket signature = SignaturePacket.parse(packet.body());
        if (!signature.claims(fingerprint())
            || !primary.signedItself(signature, primary.framed(), subkey.framed())) {
          continue;
        }
        if (signature.type == REVOKES_SUBKEY) {
          return;
        }
        boolean newer = binding == null || signature.created() >= binding.created();
        if (signature.type == BINDS && newer) {
          binding = signature;
        }
      } catch (BadPgp e) {
        // Says nothing that could be believed.
      }
    }
    if (binding != null
        && (binding.flags & SIGNS) != 0
        && binding.flags >= 0
        && agrees(subkey, binding)) {
      signing.add(new SigningKey(subkey, earlier(expires(subkey, binding), primaryExpires)));
    }
  }

  /** Whether the subkey says that it belongs here; else anybody's key could be bound. */
  private boolean agrees(Key subkey, SignaturePacket binding) {
    for (SignaturePacket embedded : binding.embedded) {
      try {
        if (embedded.type == AGREES
            && subkey.signedItself(embedded, primary.framed(), subkey.framed())) {
          return true;
        }
      } catch (BadPgp e) {
        // Does not agree.
      }
    }
    return false;
  }

  private static Optional<Long> expires(Key key, @Nullable SignaturePacket says) {
    return says == null || says.keyExpires <= 0
        ? Optional.empty()
        : Optional.of(key.created + says.keyExpires);
  }

  static Optional<Long> earlier(Optional<Long> a, Optional<Long> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    return a.get() < b.get() ? a : b;
  }
}
