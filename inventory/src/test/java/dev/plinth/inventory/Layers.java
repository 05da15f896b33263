package dev.plinth.inventory;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Makes tar archives of layers. */
public final class Layers {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarWriter tar = new TarWriter(bytes);

  public Layers file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8), 0644);
  }

  public Layers file(String name, byte[] content, int mode) {
    return add(entry(name, TarEntry.Type.FILE, mode, content.length, ""), content);
  }

  public Layers directory(String name, int mode) {
    return add(entry(name + "/", TarEntry.Type.DIRECTORY, mode, 0, ""), new byte[0]);
  }

  public Layers link(String name, String target) {
    return add(entry(name, TarEntry.Type.SYMLINK, 0777, 0, target), new byte[0]);
  }

  public Layers hardLink(String name, String target) {
    return add(entry(name, TarEntry.Type.HARD_LINK, 0644, 0, target), new byte[0]);
  }

  public Layers whiteout(String name) {
    int slash = name.lastIndexOf('/') + 1;
    return file(name.substring(0, slash) + ".wh." + name.substring(slash), "");
  }

  public Layers opaque(String directory) {
    return file(directory + "/.wh..wh..opq", "");
  }

  private Layers add(TarEntry entry, byte[] content) {
    try {
      tar.add(entry, new ByteArrayInputStream(content));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TarEntry entry(String name, TarEntry.Type type, int mode, long size, String link) {
    return new TarEntry(name, type, mode, 0, 0, size, 0, link, "", "", 0, 0, new TreeMap<>(), 0);
  }

  /** The archive. */
  public byte[] end() {
    try {
      tar.finish();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
