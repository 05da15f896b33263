package dev.plinth.install.deb.unpack;

import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;

/** Looks up the owners that statoverride names, as dpkg does when it reads the file. */
final class OverrideOwner {
  private final Tree tree;

  OverrideOwner(Tree tree) {
    this.tree = tree;
  }

  int user(String name) throws FileSystemException {
    return id("/etc/passwd", name);
  }

  int group(String name) throws FileSystemException {
    return id("/etc/group", name);
  }

  private int id(String file, String name) throws FileSystemException {
    if (name.startsWith("#")) {
      return Integer.parseInt(name.substring(1));
    }
    String text =
        tree.isRegularFile(file)
            ? new String(tree.content(file).bytes(), StandardCharsets.ISO_8859_1)
            : "";
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(name + ":")) {
        return Integer.parseInt(line.split(":", 4)[2]);
      }
    }
    throw new FileSystemException(file, null, "statoverride names '" + name + "', who is unknown");
  }
}
