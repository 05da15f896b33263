package dev.plinth.deb.source;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.Paragraph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A Sources index, of which only what is wanted is read: it is passed through once, and of nearly
 * forty thousand paragraphs all but a few are left after their name.
 */
public final class SourcesIndex {
  private static final byte[] PACKAGE = "Package:".getBytes(StandardCharsets.US_ASCII);

  private SourcesIndex() {}

  /**
   * The wanted source packages that it lists, in its order.
   *
   * @param bytes the whole file, uncompressed and verified
   * @param index names it in errors
   */
  public static List<SourceStanza> find(byte[] bytes, Collection<SourceId> wanted, String index) {
    Set<SourceId> ids = new HashSet<>(wanted);
    Set<String> names = new HashSet<>();
    ids.forEach(id -> names.add(id.name()));
    List<SourceStanza> found = new ArrayList<>();
    int start = 0;
    boolean inside = false;
    boolean named = false;
    for (int line = 0; line < bytes.length; ) {
      int end = endOfLine(bytes, line);
      if (end == line || (end == line + 1 && bytes[line] == '\r')) {
        if (named) {
          add(found, ids, bytes, start, line, index);
        }
        inside = false;
        named = false;
      } else {
        if (!inside) {
          start = line;
          inside = true;
        }
        if (!named && bytes[line] == 'P' && starts(bytes, line)) {
          named = names.contains(text(bytes, line + PACKAGE.length, end));
        }
      }
      line = end + 1;
    }
    if (named) {
      add(found, ids, bytes, start, bytes.length, index);
    }
    return found;
  }

  private static void add(
      List<SourceStanza> found, Set<SourceId> ids, byte[] bytes, int from, int to, String index) {
    Paragraph paragraph = Deb822.parse(Arrays.copyOfRange(bytes, from, to), index).getFirst();
    if (ids.contains(new SourceId(paragraph.text("Package"), paragraph.text("Version")))) {
      found.add(SourceStanza.read(paragraph, index));
    }
  }

  private static int endOfLine(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean starts(byte[] bytes, int at) {
    return at + PACKAGE.length <= bytes.length
        && Arrays.equals(bytes, at, at + PACKAGE.length, PACKAGE, 0, PACKAGE.length);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8).strip();
  }
}
