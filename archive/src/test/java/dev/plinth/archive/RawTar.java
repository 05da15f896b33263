package dev.plinth.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes tar archives byte by byte for tests, wrong ones too. */
final class RawTar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** One header block with a right checksum; fields as they are to stand in the block. */
  static byte[] header(String name, char type, String size, String link) {
    byte[] block = new byte[512];
    put(block, 0, name);
    put(block, 100, "0000644\0");
    put(block, 108, "0000000\0");
    put(block, 116, "0000000\0");
    put(block, 124, size);
    put(block, 136, "00000000001\0");
    block[156] = (byte) type;
    put(block, 157, link);
    put(block, 257, "ustar\0" + "00");
    return sum(block);
  }

  static byte[] sum(byte[] block) {
    put(block, 148, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, String.format("%06o\0 ", sum));
    return block;
  }

  static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  RawTar raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  RawTar entry(String name, char type, byte[] content, String link) {
    raw(header(name, type, String.format("%011o\0", content.length), link));
    return raw(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
  }

  RawTar entry(String name, char type, String link) {
    return entry(name, type, new byte[0], link);
  }

  RawTar file(String name, String content) {
    return entry(name, '0', content.getBytes(StandardCharsets.ISO_8859_1), "");
  }

  RawTar directory(String name) {
    return entry(name, '5', "");
  }

  RawTar longName(String name) {
    return entry("././@LongLink", 'L', (name + "\0").getBytes(StandardCharsets.ISO_8859_1), "");
  }

  RawTar pax(String key, String value) {
    return pax(key, value.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawTar pax(String key, byte[] value) {
    return entry("pax", 'x', record(key, value), "");
  }

  RawTar global(String key, String value) {
    return entry("pax", 'g', record(key, value.getBytes(StandardCharsets.ISO_8859_1)), "");
  }

  static byte[] record(String key, byte[] value) {
    int rest = key.length() + value.length + 3;
    int length = rest;
    while (String.valueOf(length).length() + rest != length) {
      length++;
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.ISO_8859_1));
    record.writeBytes(value);
    record.write('\n');
    return record.toByteArray();
  }

  /** The archive with its two end blocks. */
  byte[] end() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(new byte[1024]);
    return whole.toByteArray();
  }

  /** The archive as far as it goes. */
  byte[] bytes() {
    return out.toByteArray();
  }
}
