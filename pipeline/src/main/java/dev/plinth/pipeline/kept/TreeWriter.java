package dev.plinth.pipeline.kept;

import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree as bytes. Contents that packages or the tree below have are written as their place there,
 * all others as they are.
 */
final class TreeWriter {
  private final DataOutputStream out;
  private final IdentityHashMap<Content, Place> places = new IdentityHashMap<>();
  private final IdentityHashMap<Content, String> below = new IdentityHashMap<>();
  private final Map<Origin, Integer> origins = new LinkedHashMap<>();

  /**
   * Where a package has a content.
   *
   * @param control name of the control file; empty where it is a member of the data archive
   */
  private record Place(int pkg, int member, String control) {}

  TreeWriter(DataOutputStream out, InstallRequest request) {
    this.out = out;
    List<PackageFile> files = request.packages();
    request
        .base()
        .forEach((path, node) -> {
          if (node instanceof Node.RegularFile regular) {
            below.put(regular.content(), path);
          }
        });
    for (int i = 0; i < files.size(); i++) {
      PackageFile file = files.get(i);
      for (int j = 0; j < file.members().size(); j++) {
        if (file.members().get(j).node() instanceof Node.RegularFile regular) {
          places.put(regular.content(), new Place(i, j, ""));
        }
      }
      int number = i;
      file.control().forEach((name, content) -> places.put(content, new Place(number, 0, name)));
    }
  }

  static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  void write(Tree tree) throws IOException {
    List<Map.Entry<String, Node>> nodes = new ArrayList<>(tree.size());
    tree.forEach((path, node) -> {
      nodes.add(Map.entry(path, node));
      origins.putIfAbsent(node.attributes().origin(), origins.size());
    });
    Map<String, String> links = new HashMap<>();
    for (List<String> group : tree.hardLinks()) {
      group.stream().skip(1).forEach(path -> links.put(path, group.getFirst()));
    }
    out.writeInt(origins.size());
    for (Origin origin : origins.keySet()) {
      switch (origin) {
        case Origin.Packaged(String name) -> origin('p', name);
        case Origin.Generated(String by) -> origin('g', by);
        case Origin.Base(String digest) -> origin('b', digest);
      }
    }
    out.writeInt(nodes.size());
    for (Map.Entry<String, Node> entry : nodes) {
      text(out, entry.getKey());
      String first = links.get(entry.getKey());
      if (first != null) {
        out.writeByte('h');
        text(out, first);
      } else {
        node(entry.getValue());
      }
    }
  }

  private void origin(char kind, String name) throws IOException {
    out.writeByte(kind);
    text(out, name);
  }

  private void node(Node node) throws IOException {
    switch (node) {
      case Node.Directory _ -> kind('d', node);
      case Node.Symlink link -> {
        kind('l', node);
        text(out, link.target());
      }
      case Node.Special special -> {
        kind('s', node);
        out.writeChar(special.kind());
        out.writeInt(special.major());
        out.writeInt(special.minor());
      }
      case Node.RegularFile file -> {
        Place place = places.get(file.content());
        String path = below.get(file.content());
        if (path != null) {
          kind('b', node);
          text(out, path);
        } else if (place == null) {
          kind('f', node);
          bytes(out, file.content().bytes());
        } else if (place.control.isEmpty()) {
          kind('m', node);
          out.writeInt(place.pkg);
          out.writeInt(place.member);
        } else {
          kind('c', node);
          out.writeInt(place.pkg);
          text(out, place.control);
        }
      }
    }
  }

  private void kind(char kind, Node node) throws IOException {
    Attributes attributes = node.attributes();
    out.writeByte(kind);
    out.writeShort(attributes.mode());
    out.writeInt(attributes.uid());
    out.writeInt(attributes.gid());
    out.writeLong(attributes.mtime());
    out.writeInt(origins.getOrDefault(attributes.origin(), 0));
    out.writeInt(attributes.xattrs().size());
    attributes
        .xattrs()
        .forEach((name, value) -> {
          try {
            text(out, name);
            bytes(out, value);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
