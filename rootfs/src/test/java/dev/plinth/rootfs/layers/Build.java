package dev.plinth.rootfs.layers;

import dev.plinth.archive.Decompression;
import dev.plinth.model.Digest;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.rootfs.TreeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Small trees and what becomes of them, for tests. */
final class Build {
  static final long EPOCH = 1000;

  final Tree tree;

  Build() {
    this(new Tree());
  }

  Build(Tree tree) {
    this.tree = tree;
  }

  static Attributes by(String name, int mode, long time) {
    Origin origin = name.isEmpty() ? new Origin.Generated("test") : new Origin.Packaged(name);
    return new Attributes(mode, 0, 0, time, new TreeMap<>(), origin);
  }

  Build dir(String path, String owner) throws IOException {
    tree.put(path, new Node.Directory(by(owner, 0755, 10)));
    return this;
  }

  /** A file, its directories made by the same owner where they are missing. */
  Build file(String path, String owner, String text) throws IOException {
    return file(
        path, by(owner, 0644, owner.isEmpty() ? Attributes.GENERATED : 500), Content.ofRaw(text));
  }

  Build file(String path, Attributes attributes, Content content) throws IOException {
    String parent = path.substring(0, path.lastIndexOf('/'));
    for (int at = parent.indexOf('/', 1); ; at = parent.indexOf('/', at + 1)) {
      String directory = at < 0 ? parent : parent.substring(0, at);
      if (!directory.isEmpty() && tree.lstat(directory).isEmpty()) {
        tree.put(directory, new Node.Directory(attributes.withMode(0755)));
      }
      if (at < 0) {
        break;
      }
    }
    tree.put(path, new Node.RegularFile(attributes, content));
    return this;
  }

  /** Bytes that compress a little, always the same for one seed. */
  static Content noise(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    for (int i = 0; i < size; i++) {
      bytes[i] &= 0x1f;
    }
    return Content.of(bytes);
  }

  /** Paths of each part, in order. */
  static List<String> parts(Layer layer) {
    return layer.parts().stream()
        .map(part -> part.name() + ":" + part.entries().stream().map(LayerEntry::path).toList())
        .toList();
  }

  /** The tree that a runtime makes of the layers, over those of a base. */
  static Tree unpack(FolderTarget target, List<LayerBlob> blobs, Path scratch) throws IOException {
    TreeReader reader = new TreeReader("sha256:x");
    int number = 0;
    for (LayerBlob blob : blobs) {
      try (InputStream in =
          Decompression.open(Files.newInputStream(target.path(blob.digest())), blob.name())) {
        Path copy = scratch.resolve("layer" + number++ + "-" + blob.diffId().shortHex());
        Digest diffId = reader.apply(in, copy, blob.name());
        if (!diffId.equals(blob.diffId())
            || Files.size(copy) != blob.unpacked()
            || Files.size(target.path(blob.digest())) != blob.size()) {
          throw new AssertionError("the layer " + blob + " is not what it says");
        }
      }
    }
    return reader.tree();
  }
}
