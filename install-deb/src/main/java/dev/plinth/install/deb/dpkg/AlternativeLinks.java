package dev.plinth.install.deb.dpkg;

import dev.plinth.install.deb.dpkg.AlternativeGroup.Choice;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Invocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.Optional;

/** The links of update-alternatives and its database in the tree. */
final class AlternativeLinks {
  private static final String LINKS = "/etc/alternatives";
  private static final String DATABASE = "/var/lib/dpkg/alternatives";

  private final Invocation call;
  private final Tree tree;

  AlternativeLinks(Invocation call) {
    this.call = call;
    this.tree = call.tree();
  }

  Optional<AlternativeGroup> load(String name) throws FileSystemException {
    String path = DATABASE + "/" + name;
    if (!tree.isRegularFile(path)) {
      return Optional.empty();
    }
    String text = new String(tree.content(path).bytes(), StandardCharsets.ISO_8859_1);
    return Optional.of(AlternativeGroup.parse(name, text));
  }

  /** What the group's link leads to now. */
  Optional<String> current(AlternativeGroup group) {
    return tree.lstat(LINKS + "/" + group.name())
        .filter(Node.Symlink.class::isInstance)
        .map(node -> ((Node.Symlink) node).target());
  }

  /** Points the links at a choice. */
  void point(AlternativeGroup group, Choice choice) throws FileSystemException {
    tree.mkdirs(LINKS, call.origin());
    point(group.name(), group.link(), choice.path());
    for (Map.Entry<String, String> slave : group.slaves().entrySet()) {
      String target = choice.slaves().get(slave.getKey());
      if (target != null && tree.stat(target).isPresent()) {
        point(slave.getKey(), slave.getValue(), target);
      } else {
        unlink(slave.getValue());
        unlink(LINKS + "/" + slave.getKey());
      }
    }
  }

  private void point(String name, String link, String target) throws FileSystemException {
    String inner = LINKS + "/" + name;
    put(inner, target);
    // A real file is never replaced by a link, unless forced (update-alternatives(1)).
    boolean free = tree.lstat(link).map(Node.Symlink.class::isInstance).orElse(true);
    if (free && tree.isDirectory(RawPath.parent(link))) {
      put(link, inner);
    }
  }

  private void put(String path, String target) throws FileSystemException {
    Optional<Node> old = tree.lstat(path);
    boolean same =
        old.isPresent() && old.get() instanceof Node.Symlink link && link.target().equals(target);
    if (!same) {
      tree.put(path, new Node.Symlink(Attributes.generated(0777, call.origin()), target));
    }
  }

  void save(AlternativeGroup group) throws FileSystemException {
    tree.mkdirs(DATABASE, call.origin());
    tree.write(
        DATABASE + "/" + group.name(),
        Content.ofRaw(group.text()),
        Attributes.generated(0644, call.origin()));
  }

  /** Removes the group's links and its file. */
  void remove(AlternativeGroup group) throws FileSystemException {
    unlink(group.link());
    unlink(LINKS + "/" + group.name());
    for (Map.Entry<String, String> slave : group.slaves().entrySet()) {
      unlink(slave.getValue());
      unlink(LINKS + "/" + slave.getKey());
    }
    if (tree.lstat(DATABASE + "/" + group.name()).isPresent()) {
      tree.remove(DATABASE + "/" + group.name());
    }
  }

  private void unlink(String path) throws FileSystemException {
    if (tree.lstat(path).filter(Node.Symlink.class::isInstance).isPresent()) {
      tree.remove(path);
    }
  }
}
