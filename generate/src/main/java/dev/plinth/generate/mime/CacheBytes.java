package dev.plinth.generate.mime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bytes of {@code mime.cache}: big-endian numbers, and texts by the place where they stand. */
final class CacheBytes {
  private static final int MOST = 64 << 20;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final GlibTable<Integer> texts = new GlibTable<>();

  int size() {
    return out.size();
  }

  void number(int value) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    if (out.size() > MOST) {
      throw MimeDatabase.wrong("it is too large");
    }
  }

  /** Bytes, and zeros up to the next multiple of four. */
  void padded(String raw) {
    out.writeBytes(raw.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(new byte[pad(raw.length()) - raw.length()]);
  }

  static int pad(int length) {
    return (length + 3) & -4;
  }

  /** The text is to be among those that {@link #texts} writes. */
  void collect(String text) {
    texts.put(text, 0);
  }

  /** Writes the texts that were collected, in GLib's order. */
  void texts() {
    for (String text : texts.keys()) {
      texts.put(text, out.size());
      padded(text + "\0");
    }
  }

  /** The place of a text. */
  void text(String text) {
    @Nullable Integer at = texts.get(text);
    number(at == null ? 0 : at);
  }

  /** All of it, with these numbers behind the first one. */
  byte[] bytes(int[] places) {
    byte[] bytes = out.toByteArray();
    ByteBuffer head = ByteBuffer.wrap(bytes).position(Integer.BYTES);
    for (int place : places) {
      head.putInt(place);
    }
    return bytes;
  }
}
