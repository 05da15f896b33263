package dev.plinth.vuln.database;

import dev.plinth.model.Digest;
import dev.plinth.vuln.database.Format.Section;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.zip.CRC32C;

/** Puts the sections together behind the head. */
final class Assembly {
  private Assembly() {}

  static void write(Map<Section, Bytes> sections, OutputStream out) throws IOException {
    MessageDigest digest = Digest.sha256();
    Bytes places = new Bytes(Format.HEAD);
    long at = Format.HEAD;
    for (Section section : Section.values()) {
      Bytes bytes = sections.getOrDefault(section, new Bytes(0));
      digest.update(bytes.data(), 0, bytes.size());
      places.fixed64(at);
      places.fixed64(bytes.size());
      at += bytes.size();
    }
    byte[] sha256 = digest.digest();
    int crc = crc(head(0, at, sha256, places));
    Bytes head = head(crc, at, sha256, places);
    out.write(head.data(), 0, head.size());
    for (Section section : Section.values()) {
      Bytes bytes = sections.getOrDefault(section, new Bytes(0));
      out.write(bytes.data(), 0, bytes.size());
    }
    out.flush();
  }

  private static Bytes head(int crc, long length, byte[] sha256, Bytes places) {
    Bytes head = new Bytes(Format.HEAD);
    head.put(Format.MAGIC, 0, Format.MAGIC.length);
    head.fixed32(Format.VERSION);
    head.fixed32(crc);
    head.fixed64(length);
    head.put(sha256, 0, sha256.length);
    head.put(places.data(), 0, places.size());
    return head;
  }

  private static int crc(Bytes head) {
    CRC32C crc = new CRC32C();
    crc.update(head.data(), 0, head.size());
    return (int) crc.getValue();
  }
}
