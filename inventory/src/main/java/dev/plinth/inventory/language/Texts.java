package dev.plinth.inventory.language;

import dev.plinth.rootfs.RawPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small texts of layers. */
final class Texts {
  /** Longer names, versions and licences are cut. */
  private static final int LONGEST = 1000;

  private Texts() {}

  /** At most {@code most} bytes of a stream. */
  static byte[] head(InputStream in, int most) throws IOException {
    return in.readNBytes(most);
  }

  static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static List<String> lines(byte[] bytes) {
    return utf8(bytes).lines().toList();
  }

  static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** Without control characters and space around, not longer than such a text may be. */
  static String clean(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    for (int i = 0; i < cut.length(); i++) {
      if (Character.isISOControl(cut.charAt(i)) || Character.isSurrogate(cut.charAt(i))) {
        return replaced(cut);
      }
    }
    return cut.strip();
  }

  private static String replaced(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          boolean bad = Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff);
          out.appendCodePoint(bad ? ' ' : c);
        });
    return out.toString().strip();
  }

  /** A raw path for people. */
  static String show(String raw) {
    return RawPath.toText(raw);
  }

  /** The last element of a path. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The directory of a path with a final slash; empty where there is none. */
  static String directory(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
