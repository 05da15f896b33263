package dev.plinth.deb.file;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cache's table as bytes: a mark, the entries, and the SHA-256 of all that stands before it.
 */
final class UnpackedTable {
  private static final int MARK = 0x504c4e32;
  private static final int HASH = 32;

  private UnpackedTable() {}

  static byte[] write(Unpacked unpacked) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MARK);
    out.writeLong(unpacked.newest());
    map(out, unpacked.control());
    out.writeInt(unpacked.entries().size());
    for (Unpacked.Entry entry : unpacked.entries()) {
      text(out, entry.path());
      out.writeChar(entry.kind());
      out.writeInt(entry.mode());
      out.writeInt(entry.uid());
      out.writeInt(entry.gid());
      out.writeLong(entry.mtime());
      text(out, entry.target());
      out.writeLong(entry.offset());
      out.writeLong(entry.size());
      out.write(HexFormat.of().parseHex(entry.sha256().hex()));
      map(out, entry.xattrs());
    }
    out.write(hash(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  /** Whether the bytes are those that were written. */
  static boolean isWhole(byte[] bytes) {
    int end = bytes.length - HASH;
    return end >= Integer.BYTES
        && Arrays.equals(bytes, end, bytes.length, hash(bytes, end), 0, HASH);
  }

  /** Empty where they are of another form than today's, or not whole. */
  static Optional<Unpacked> read(byte[] bytes) {
    if (!isWhole(bytes)) {
      return Optional.empty();
    }
    try {
      return parse(bytes, bytes.length - HASH);
    } catch (IOException | IllegalArgumentException | PlinthException e) {
      return Optional.empty(); // whole, and yet not written by this version
    }
  }

  private static Optional<Unpacked> parse(byte[] bytes, int end) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
    if (in.readInt() != MARK) {
      return Optional.empty();
    }
    long newest = in.readLong();
    SortedMap<String, byte[]> control = map(in);
    int count = in.readInt();
    if (count < 0) {
      throw new IOException("a table of " + count + " entries");
    }
    List<Unpacked.Entry> entries = new ArrayList<>(Math.min(count, bytes.length));
    for (int i = 0; i < count; i++) {
      entries.add(
          new Unpacked.Entry(
              text(in),
              in.readChar(),
              in.readInt(),
              in.readInt(),
              in.readInt(),
              in.readLong(),
              text(in),
              in.readLong(),
              in.readLong(),
              Digest.sha256(HexFormat.of().formatHex(in.readNBytes(HASH))),
              map(in)));
    }
    return Optional.of(new Unpacked(newest, control, entries));
  }

  private static byte[] hash(byte[] bytes, int length) {
    MessageDigest hash = Digest.sha256();
    hash.update(bytes, 0, length);
    return hash.digest();
  }

  private static void text(DataOutputStream out, String raw) throws IOException {
    bytes(out, raw.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.ISO_8859_1);
  }

  private static void bytes(DataOutputStream out, byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  private static void map(DataOutputStream out, SortedMap<String, byte[]> map) throws IOException {
    out.writeInt(map.size());
    for (var entry : map.entrySet()) {
      text(out, entry.getKey());
      bytes(out, entry.getValue());
    }
  }

  private static SortedMap<String, byte[]> map(DataInputStream in) throws IOException {
    SortedMap<String, byte[]> map = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      map.put(text(in), bytes(in));
    }
    return map;
  }
}
