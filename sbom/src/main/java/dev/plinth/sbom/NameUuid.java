package dev.plinth.sbom;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Version 5 UUIDs (RFC 9562, 5.5): the same name, the same id. */
public final class NameUuid {
  /** RFC 9562, 6.6: the namespace of URLs. */
  private static final UUID URLS = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

  private NameUuid() {}

  /** The UUID of a URL. */
  public static UUID of(String url) {
    MessageDigest sha1 = sha1();
    ByteBuffer namespace = ByteBuffer.allocate(16);
    namespace.putLong(URLS.getMostSignificantBits()).putLong(URLS.getLeastSignificantBits());
    sha1.update(namespace.array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(url.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** A fresh SHA-1 computation; for ids and where a format asks for it, never for trust. */
  public static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
