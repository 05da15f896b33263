package dev.plinth.apk.installed;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;

/** Writes ADB values, blocks and files for tests. */
final class AdbBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  AdbBytes() {
    bytes.writeBytes(new byte[8]);
  }

  int blob(byte[] content) {
    align();
    int at = bytes.size();
    bytes.writeBytes(word(content.length));
    bytes.writeBytes(content);
    return 0xa0000000 | at;
  }

  int text(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    int at = bytes.size();
    bytes.write(content.length);
    bytes.writeBytes(content);
    return 0x80000000 | at;
  }

  /** An object or array with these slots. */
  int object(int... slots) {
    align();
    int at = bytes.size();
    bytes.writeBytes(word(slots.length + 1));
    for (int slot : slots) {
      bytes.writeBytes(word(slot));
    }
    return 0xe0000000 | at;
  }

  /** The block of these values, from this root on. */
  byte[] block(int root) {
    byte[] values = bytes.toByteArray();
    ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).putInt(4, root);
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(word(values.length + 4));
    block.writeBytes(values);
    while (block.size() % 8 != 0) {
      block.write(0);
    }
    return block.toByteArray();
  }

  private void align() {
    while (bytes.size() % 4 != 0) {
      bytes.write(0);
    }
  }

  private static byte[] word(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** A file without compression. */
  static byte[] file(int schema, byte[] block) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("ADB.".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(word(schema));
    file.writeBytes(block);
    return file.toByteArray();
  }

  /** The same compressed, with a head of four or six bytes. */
  static byte[] deflated(String head, byte[] file) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(file);
    deflater.finish();
    byte[] buffer = new byte[file.length + 100];
    int length = deflater.deflate(buffer);
    deflater.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    out.write(buffer, 0, length);
    return out.toByteArray();
  }

  /** The same by Zstandard. */
  static byte[] zstandard(byte[] file) {
    ZstdJavaCompressor compressor = new ZstdJavaCompressor();
    byte[] buffer = new byte[compressor.maxCompressedLength(file.length)];
    int length = compressor.compress(file, 0, file.length, buffer, 0, buffer.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("ADBc\u0002\u0003".getBytes(StandardCharsets.ISO_8859_1));
    out.write(buffer, 0, length);
    return out.toByteArray();
  }

  /** A database of packages, each of them a block. */
  static byte[] database(List<byte[]> packages) {
    AdbBytes values = new AdbBytes();
    int[] blobs = packages.stream().mapToInt(values::blob).toArray();
    return file(AdbFile.INSTALLED, values.block(values.object(values.object(blobs))));
  }

  /** A package of a name with files of one directory. */
  static byte[] pkg(String name, String version, String directory, String... files) {
    AdbBytes values = new AdbBytes();
    int info =
        values.object(
            values.text(name),
            values.text(version),
            0,
            0,
            values.text("x86_64"),
            values.text("MIT"),
            values.text(name + "-origin"),
            values.text("Jürgen <j@example.org>"));
    int[] names = new int[files.length];
    for (int i = 0; i < files.length; i++) {
      names[i] = values.object(values.text(files[i]));
    }
    int paths = values.object(values.object(values.text(directory), 0, values.object(names)));
    return values.block(values.object(info, paths));
  }
}
