package dev.plinth.rootfs;

/** What stands at a path of a {@link Tree}. Hard links are two paths with the same node. */
public sealed interface Node {
  Attributes attributes();

  /** The same node with other attributes. */
  Node with(Attributes attributes);

  record Directory(Attributes attributes) implements Node {
    @Override
    public Directory with(Attributes attributes) {
      return new Directory(attributes);
    }
  }

  record RegularFile(Attributes attributes, Content content) implements Node {
    @Override
    public RegularFile with(Attributes attributes) {
      return new RegularFile(attributes, content);
    }
  }

  /**
   * @param target as written in the link: raw bytes (see {@link RawPath}), relative or absolute
   */
  record Symlink(Attributes attributes, String target) implements Node {
    @Override
    public Symlink with(Attributes attributes) {
      return new Symlink(attributes, target);
    }
  }

  /** A device, fifo or socket: kept where a base image has one, never made by Plinth. */
  record Special(Attributes attributes, char kind, int major, int minor) implements Node {
    @Override
    public Special with(Attributes attributes) {
      return new Special(attributes, kind, major, minor);
    }
  }
}
