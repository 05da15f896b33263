package dev.plinth.sbom;

import dev.plinth.licence.Expression;
import dev.plinth.model.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A regular file of an image.
 *
 * @param path absolute and raw: one char per byte ({@code RawPath})
 * @param sha1 lower-case hexadecimal; SPDX wants it for every file
 * @param licence of this file, where it is known apart from its package's
 */
public record FileEntry(
    String path, Digest sha256, Optional<String> sha1, Optional<Expression> licence) {

  public FileEntry(String path, Digest sha256) {
    this(path, sha256, Optional.empty(), Optional.empty());
  }

  /** The path as text; a byte of a name that is not UTF-8 is shown as {@code \xHH}. */
  public String text() {
    if (isAscii(path)) {
      return path;
    }
    byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      StringBuilder shown = new StringBuilder();
      for (byte b : bytes) {
        if (b >= 0) {
          shown.append((char) b);
        } else {
          shown.append("\\x").append(Integer.toHexString(b & 0xff));
        }
      }
      return shown.toString();
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
