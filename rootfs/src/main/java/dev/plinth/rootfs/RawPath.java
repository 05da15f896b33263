package dev.plinth.rootfs;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Paths as the kernel sees them: bytes. In a {@link Tree}, a path or a link target is a String of
 * which each char is one byte (ISO 8859-1), so names that are not UTF-8 survive and the natural
 * order of Strings is byte order. Paths are absolute, without {@code .}, {@code ..}, doubled or
 * final slashes; the root is {@code "/"}.
 */
public final class RawPath {
  private RawPath() {}

  /** The raw form of text that a person wrote: its UTF-8 bytes. */
  public static String ofText(String text) {
    return isAscii(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The text to show for a raw path; bytes that are not UTF-8 become U+FFFD. */
  public static String toText(String raw) {
    return isAscii(raw)
        ? raw
        : new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Removes {@code .}, empty and {@code ..} elements by text alone; the result is absolute. */
  public static String normalize(String raw) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : raw.split("/", -1)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> parts.pollLast();
        default -> parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /**
   * The canonical form of an archive member's name ({@code ./usr/bin/x}); a name that is empty,
   * holds NUL or a {@code ..} element is refused.
   */
  public static String ofMember(String raw, String where) {
    if (raw.indexOf('\0') >= 0 || raw.isEmpty()) {
      throw unsafe(raw, where);
    }
    for (String part : raw.split("/", -1)) {
      if (part.equals("..")) {
        throw unsafe(raw, where);
      }
    }
    return normalize(raw);
  }

  /** The directory that holds {@code path}; the root's parent is the root. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** The last element; empty for the root. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@code directory/name}. */
  public static String join(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }

  /** {@code path} made absolute against {@code base} where it is relative, then normalized. */
  public static String resolve(String base, String path) {
    return normalize(path.startsWith("/") ? path : base + "/" + path);
  }

  private static PlinthException unsafe(String raw, String where) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        where + " has a member with the unsafe name '" + toText(raw) + "'",
        "the archive is damaged or hostile: do not use it");
  }
}
