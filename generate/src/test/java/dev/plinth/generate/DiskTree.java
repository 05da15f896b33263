package dev.plinth.generate;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Reads a folder of this machine into a tree, and what one holds of links and files back out. */
final class DiskTree {
  private static final Origin ORIGIN = new Origin.Packaged("disk");

  private DiskTree() {}

  static Tree read(Path root) throws IOException {
    Tree tree = new Tree();
    add(tree, root, "/");
    return tree;
  }

  private static void add(Tree tree, Path folder, String at) throws IOException {
    File[] children = folder.toFile().listFiles();
    Arrays.sort(children);
    for (File child : children) {
      Path path = child.toPath();
      String to = RawPath.join(at, RawPath.ofText(child.getName()));
      Map<String, Object> stat =
          Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
      int mode = (int) stat.get("mode");
      Attributes attributes =
          new Attributes(
              mode & 07777,
              (int) stat.get("uid"),
              (int) stat.get("gid"),
              0,
              new TreeMap<>(),
              ORIGIN);
      if (Files.isSymbolicLink(path)) {
        String target = RawPath.ofText(Files.readSymbolicLink(path).toString());
        tree.put(to, new Node.Symlink(attributes, target));
      } else if (Files.isDirectory(path)) {
        tree.put(to, new Node.Directory(attributes));
        if (!at.equals("/") || !child.getName().matches("proc|sys|dev")) {
          add(tree, path, to);
        }
      } else if (Files.isRegularFile(path)) {
        tree.put(
            to, new Node.RegularFile(attributes, Content.slice(path, 0, Files.size(path), null)));
      }
    }
  }

  /** Every path with its kind and link target; contents by digest only below {@code digests}. */
  static TreeMap<String, String> describe(Tree tree, String below, boolean contents)
      throws IOException {
    TreeMap<String, String> lines = new TreeMap<>();
    tree.forEachBelow(
        below,
        (path, node) -> {
          String text =
              switch (node) {
                case Node.Directory _ -> "dir";
                case Node.Symlink link -> "-> " + link.target();
                case Node.RegularFile file ->
                    "file" + (contents ? " " + file.content().sha256() : "");
                case Node.Special _ -> "special";
              };
          lines.put(path, text);
        });
    return lines;
  }
}
