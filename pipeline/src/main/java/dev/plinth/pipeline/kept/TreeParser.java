package dev.plinth.pipeline.kept;

import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what {@link TreeWriter} wrote, over the same packages and the same tree below. */
final class TreeParser {
  private final DataInputStream in;
  private final List<PackageFile> files;
  private final Tree below;
  private final List<Origin> origins = new ArrayList<>();

  TreeParser(DataInputStream in, InstallRequest request) {
    this.in = in;
    this.files = request.packages();
    this.below = request.base();
  }

  static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("it ends early");
    }
    return bytes;
  }

  Tree read() throws IOException {
    int kinds = in.readInt();
    for (int i = 0; i < kinds; i++) {
      char kind = (char) in.readByte();
      String name = text(in);
      origins.add(
          switch (kind) {
            case 'p' -> new Origin.Packaged(name);
            case 'g' -> new Origin.Generated(name);
            case 'b' -> new Origin.Base(name);
            default -> throw new IOException("no origin " + kind);
          });
    }
    Tree tree = new Tree();
    int nodes = in.readInt();
    for (int i = 0; i < nodes; i++) {
      String path = text(in);
      char kind = (char) in.readByte();
      if (kind == 'h') {
        tree.link(text(in), path);
      } else {
        tree.put(path, node(kind));
      }
    }
    return tree;
  }

  private Node node(char kind) throws IOException {
    int mode = in.readUnsignedShort();
    int uid = in.readInt();
    int gid = in.readInt();
    long mtime = in.readLong();
    Origin origin = origins.get(in.readInt());
    SortedMap<String, byte[]> xattrs = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      xattrs.put(text(in), bytes(in));
    }
    Attributes attributes = new Attributes(mode, uid, gid, mtime, xattrs, origin);
    return switch (kind) {
      case 'd' -> new Node.Directory(attributes);
      case 'l' -> new Node.Symlink(attributes, text(in));
      case 's' -> new Node.Special(attributes, in.readChar(), in.readInt(), in.readInt());
      case 'f' -> new Node.RegularFile(attributes, Content.of(bytes(in)));
      case 'b' -> new Node.RegularFile(attributes, below.content(text(in)));
      case 'm' -> new Node.RegularFile(attributes, member(in.readInt(), in.readInt()));
      case 'c' -> new Node.RegularFile(attributes, control(in.readInt(), text(in)));
      default -> throw new IOException("no node " + kind);
    };
  }

  private Content member(int pkg, int member) throws IOException {
    if (files.get(pkg).members().get(member).node() instanceof Node.RegularFile file) {
      return file.content();
    }
    throw new IOException("no file");
  }

  private Content control(int pkg, String name) throws IOException {
    Content content = files.get(pkg).control().get(name);
    if (content == null) {
      throw new IOException("no control file");
    }
    return content;
  }
}
