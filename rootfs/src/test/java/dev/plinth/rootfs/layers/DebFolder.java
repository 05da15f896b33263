package dev.plinth.rootfs.layers;

import dev.plinth.archive.ArEntry;
import dev.plinth.archive.ArReader;
import dev.plinth.archive.Decompression;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.model.Digest;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of real Debian packages as a tree, unpacked as far as layers need it. */
final class DebFolder {
  final Tree tree = new Tree();
  final Map<String, String> sources = new HashMap<>();
  long epoch;
  private final Path scratch;

  DebFolder(Path folder, Path scratch) throws IOException {
    this.scratch = Files.createDirectories(scratch);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path deb : files.filter(f -> f.toString().endsWith(".deb")).sorted().toList()) {
        add(deb);
      }
    }
  }

  void add(Path deb) throws IOException {
    String name = deb.getFileName().toString().replaceFirst("_.*", "");
    try (ArReader ar = new ArReader(Files.newInputStream(deb), name, 8)) {
      for (Optional<ArEntry> next = ar.next(); next.isPresent(); next = ar.next()) {
        epoch = Math.max(epoch, next.get().mtime());
        String member = next.get().name();
        if (member.startsWith("control.tar")) {
          sources.put(name, source(Decompression.open(ar.content(), name), name));
        } else if (member.startsWith("data.tar")) {
          Path tar = scratch.resolve(deb.getFileName() + ".tar");
          if (!Files.exists(tar)) {
            try (InputStream in = Decompression.open(ar.content(), name)) {
              Files.copy(in, tar);
            }
          }
          unpack(tar, name);
        }
      }
    }
  }

  private static String source(InputStream control, String name) throws IOException {
    TarReader tar = new TarReader(control, name);
    for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
      if (next.get().name().endsWith("control")) {
        String text = new String(tar.content().readAllBytes(), StandardCharsets.UTF_8);
        for (String line : text.split("\n")) {
          if (line.startsWith("Source: ")) {
            return line.substring(8).split(" ")[0];
          }
        }
      }
    }
    return name;
  }

  private void unpack(Path file, String name) throws IOException {
    Origin origin = new Origin.Packaged(name);
    try (TarReader tar =
        new TarReader(new BufferedInputStream(Files.newInputStream(file), 1 << 16), name)) {
      for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
        TarEntry e = next.get();
        String path = RawPath.ofMember(e.name(), name);
        Attributes attributes =
            new Attributes(e.mode(), (int) e.uid(), (int) e.gid(), e.mtime(), e.xattrs(), origin);
        switch (e.type()) {
          case DIRECTORY -> {
            if (tree.lstat(path).isEmpty() || path.equals("/")) {
              tree.put(path, new Node.Directory(attributes));
            }
          }
          case SYMLINK -> {
            if (tree.lstat(path).isEmpty()) {
              tree.put(path, new Node.Symlink(attributes, e.linkName()));
            }
          }
          case HARD_LINK -> tree.link(RawPath.normalize(e.linkName()), path);
          default -> {
            Digest digest = Digest.of(tar.content());
            tree.put(
                path,
                new Node.RegularFile(
                    attributes, Content.slice(file, e.offset(), e.size(), digest)));
          }
        }
      }
    }
  }
}
