package dev.plinth.install.deb.services;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** Small changes of the tree, failures turned into what a script's run understands. */
final class Links {
  private final Invocation call;

  Links(Invocation call) {
    this.call = call;
  }

  boolean isLink(String path) {
    return call.tree().lstat(path).filter(Node.Symlink.class::isInstance).isPresent();
  }

  /** Where a link leads as written. */
  Optional<String> target(String path) {
    return call.tree()
        .lstat(path)
        .filter(Node.Symlink.class::isInstance)
        .map(node -> ((Node.Symlink) node).target());
  }

  /** Makes the link and the folders above it, unless something stands there. */
  boolean link(String path, String target) throws NotUnderstood {
    if (call.tree().lstat(path).isPresent()) {
      return false;
    }
    try {
      call.tree().mkdirs(RawPath.parent(path), call.origin());
      call.tree().put(path, new Node.Symlink(Attributes.generated(0777, call.origin()), target));
    } catch (FileSystemException e) {
      throw failed(path, e);
    }
    return true;
  }

  void makeFolder(String path) throws NotUnderstood {
    try {
      call.tree().mkdirs(path, call.origin());
    } catch (FileSystemException e) {
      throw failed(path, e);
    }
  }

  void remove(String path) throws NotUnderstood {
    try {
      if (call.tree().lstat(path).isPresent()) {
        call.tree().remove(path);
      }
    } catch (FileSystemException e) {
      throw failed(path, e);
    }
  }

  void rename(String from, String to) throws NotUnderstood {
    try {
      call.tree().rename(from, to);
    } catch (FileSystemException e) {
      throw failed(from, e);
    }
  }

  void write(String path, String text) throws NotUnderstood {
    try {
      call.tree().mkdirs(RawPath.parent(path), call.origin());
      call.tree().write(path, Content.ofRaw(text), Attributes.generated(0644, call.origin()));
    } catch (FileSystemException e) {
      throw failed(path, e);
    }
  }

  /** The text of a file, or empty where there is none. */
  Optional<String> read(String path) throws NotUnderstood {
    if (!call.tree().isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new String(call.tree().content(path).bytes(), StandardCharsets.ISO_8859_1));
    } catch (FileSystemException e) {
      throw failed(path, e);
    }
  }

  List<String> list(String path) throws NotUnderstood {
    try {
      return call.tree().isDirectory(path) ? call.tree().list(path) : List.of();
    } catch (FileSystemException e) {
      throw failed(path, e);
    }
  }

  /** Removes a folder with all empty folders in it; one that holds something stays. */
  void removeEmpty(String path) throws NotUnderstood {
    for (String name : list(path)) {
      if (call.tree()
          .lstat(path + "/" + name)
          .filter(Node.Directory.class::isInstance)
          .isPresent()) {
        removeEmpty(path + "/" + name);
      }
    }
    if (call.tree().lstat(path).filter(Node.Directory.class::isInstance).isPresent()
        && list(path).isEmpty()) {
      remove(path);
    }
  }

  private NotUnderstood failed(String path, FileSystemException e) {
    return new NotUnderstood(
        call.arguments().getFirst() + ": " + path + ": " + FileAccess.reason(e));
  }
}
