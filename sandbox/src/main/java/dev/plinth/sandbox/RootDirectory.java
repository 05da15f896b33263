package dev.plinth.sandbox;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree written to a folder of its own, to run commands on. Owners are kept where the process is
 * root and dropped where it is not; devices are left out, the sandbox brings its own.
 */
public final class RootDirectory implements AutoCloseable {
  private final Path path;
  private final boolean owners;
  private final Tree tree;

  private RootDirectory(Path path, boolean owners, Tree tree) {
    this.path = path;
    this.owners = owners;
    this.tree = tree;
  }

  /** Writes {@code tree} to a fresh folder below {@code parent}; it is removed on close. */
  public static RootDirectory write(Tree tree, Path parent) throws IOException {
    Files.createDirectories(parent);
    Path top = Files.createTempDirectory(parent, "root-");
    RootDirectory root = new RootDirectory(top, isRoot(), tree);
    try {
      root.fill();
      return root;
    } catch (IOException | RuntimeException e) {
      root.close();
      throw e;
    }
  }

  /** Where the root lies on the host. */
  public Path path() {
    return path;
  }

  Tree tree() {
    return tree;
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private void fill() throws IOException {
    Map<String, String> first = new HashMap<>();
    for (List<String> group : tree.hardLinks()) {
      group.stream().skip(1).forEach(later -> first.put(later, group.getFirst()));
    }
    // Paths come in byte order, so a directory before what it holds; its own mode may forbid
    // writing into it, so modes of directories are set last, deepest first.
    Map<Path, Attributes> directories = new java.util.LinkedHashMap<>();
    try {
      tree.forEach((name, node) -> {
        Path target = host(name);
        try {
          String original = first.get(name);
          if (original != null) {
            Files.createLink(target, host(original));
            return;
          }
          write(name, node, target, directories);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Map.Entry<Path, Attributes> entry : List.copyOf(directories.entrySet()).reversed()) {
      apply(entry.getKey(), entry.getValue());
    }
  }

  private void write(String name, Node node, Path target, Map<Path, Attributes> directories)
      throws IOException {
    switch (node) {
      case Node.Directory directory -> {
        if (!name.equals("/")) {
          Files.createDirectory(target);
        }
        directories.put(target, directory.attributes());
      }
      case Node.RegularFile file -> {
        try (InputStream in = file.content().open()) {
          Files.copy(in, target);
        }
        apply(target, file.attributes());
      }
      case Node.Symlink link -> {
        Files.createSymbolicLink(target, Path.of(text(link.target())));
        if (owners) {
          Files.setAttribute(
              target, "unix:uid", link.attributes().uid(), LinkOption.NOFOLLOW_LINKS);
          Files.setAttribute(
              target, "unix:gid", link.attributes().gid(), LinkOption.NOFOLLOW_LINKS);
        }
      }
      case Node.Special _ -> {}
    }
  }

  private void apply(Path target, Attributes attributes) throws IOException {
    if (owners) {
      Files.setAttribute(target, "unix:uid", attributes.uid());
      Files.setAttribute(target, "unix:gid", attributes.gid());
    }
    int mode = owners ? attributes.mode() : (attributes.mode() & 0777) | 0400;
    Files.setAttribute(target, "unix:mode", mode);
  }

  private Path host(String name) {
    return name.equals("/") ? path : path.resolve(text(name).substring(1));
  }

  private static String text(String raw) {
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (!owners) {
              Files.setAttribute(dir, "unix:mode", 0700);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path dir, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
