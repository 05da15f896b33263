package dev.plinth.rootfs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Trees as text, to compare. */
final class Trees {
  private Trees() {}

  /** One line a node, times left out where {@code times} is not set; hard links by first path. */
  static List<String> lines(Tree tree, boolean times) {
    TreeMap<String, String> first = new TreeMap<>();
    for (List<String> group : tree.hardLinks()) {
      group.subList(1, group.size()).forEach(path -> first.put(path, group.getFirst()));
    }
    List<String> lines = new ArrayList<>();
    tree.forEach((path, node) -> {
      Attributes a = node.attributes();
      String kind =
          switch (node) {
            case Node.Directory d -> "dir";
            case Node.RegularFile f -> "file " + f.content().sha256().shortHex();
            case Node.Symlink s -> "link " + s.target();
            case Node.Special s -> s.kind() + " " + s.major() + "," + s.minor();
          };
      StringBuilder xattrs = new StringBuilder();
      a.xattrs()
          .forEach((k, v) ->
              xattrs
                  .append(' ')
                  .append(k)
                  .append('=')
                  .append(new String(v, StandardCharsets.ISO_8859_1)));
      lines.add(
          path
              + " "
              + Integer.toOctalString(a.mode())
              + " "
              + a.uid()
              + ":"
              + a.gid()
              + " "
              + (times ? a.mtime() + " " : "")
              + kind
              + xattrs
              + (first.containsKey(path) ? " = " + first.get(path) : ""));
    });
    return lines;
  }
}
