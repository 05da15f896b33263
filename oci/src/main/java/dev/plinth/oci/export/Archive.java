package dev.plinth.oci.export;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.TreeMap;

/** A tar archive without times and owners. */
final class Archive {
  private final TarWriter writer;

  Archive(OutputStream out) {
    this.writer = new TarWriter(out);
  }

  void folder(String name) throws IOException {
    writer.add(entry(name + "/", TarEntry.Type.DIRECTORY, 0755, 0));
  }

  void file(String name, byte[] content) throws IOException {
    file(name, content.length, new ByteArrayInputStream(content));
  }

  void file(String name, long size, InputStream content) throws IOException {
    writer.add(entry(name, TarEntry.Type.FILE, 0644, size), content);
  }

  void finish() throws IOException {
    writer.finish();
  }

  private static TarEntry entry(String name, TarEntry.Type type, int mode, long size) {
    return new TarEntry(name, type, mode, 0, 0, size, 0, "", "", "", 0, 0, new TreeMap<>(), 0);
  }
}
