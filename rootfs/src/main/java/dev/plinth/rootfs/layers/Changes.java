package dev.plinth.rootfs.layers;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a tree differs from its base.
 *
 * @param written paths of nodes that are new or not as in the base, in byte order
 * @param linkTo for a further hard link of a written file, the first path of it
 * @param removed whiteouts, as paths of their markers, sorted
 */
record Changes(
    SequencedMap<String, Node> written, Map<String, String> linkTo, List<String> removed) {

  /** Everything is new where there is no base. */
  static Changes between(Optional<Tree> base, Tree tree) {
    Map<String, Node> old = base.map(Changes::nodes).orElseGet(Map::of);
    Map<String, Node> now = nodes(tree);
    Set<String> differs = new HashSet<>();
    now.forEach((path, node) -> {
      Node before = old.get(path);
      if (before == null || !same(before, node)) {
        differs.add(path);
      }
    });
    Map<String, String> oldFirst = new HashMap<>();
    for (List<String> group : base.map(Tree::hardLinks).orElse(List.of())) {
      group.forEach(path -> oldFirst.put(path, group.getFirst()));
    }
    Map<String, String> linkTo = new HashMap<>();
    Set<String> again = new HashSet<>();
    for (List<String> group : tree.hardLinks()) {
      // Links reach only within a layer: where one name is new, all are written again.
      String first = oldFirst.get(group.getFirst());
      if (!group.stream()
          .allMatch(path ->
              !differs.contains(path) && first != null && first.equals(oldFirst.get(path)))) {
        again.addAll(group);
        group.subList(1, group.size()).forEach(path -> linkTo.put(path, group.getFirst()));
      }
    }
    differs.addAll(again);
    SequencedMap<String, Node> written = new LinkedHashMap<>();
    now.forEach((path, node) -> {
      if (differs.contains(path)) {
        written.put(path, node);
      }
    });
    return new Changes(written, linkTo, removed(old, now));
  }

  /** In byte order of paths. */
  private static Map<String, Node> nodes(Tree tree) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    tree.forEach(nodes::put);
    return nodes;
  }

  private static boolean same(Node before, Node now) {
    if (before.equals(now)) { // the same content object, as in a copy of the base
      return true;
    }
    Attributes a = before.attributes();
    Attributes b = now.attributes();
    if (a.mode() != b.mode() || a.uid() != b.uid() || a.gid() != b.gid() || !a.sameXattrs(b)) {
      return false;
    }
    return switch (before) {
      case Directory _ -> now instanceof Directory;
      case Node.RegularFile file ->
          now instanceof Node.RegularFile other
              && sameTime(a, b)
              && file.content().size() == other.content().size()
              && file.content().sha256().equals(other.content().sha256());
      case Node.Symlink link ->
          now instanceof Node.Symlink other
              && sameTime(a, b)
              && link.target().equals(other.target());
      case Node.Special special ->
          now instanceof Node.Special other
              && special.kind() == other.kind()
              && special.major() == other.major()
              && special.minor() == other.minor();
    };
  }

  /** What was made again without a time of its own is the same as before. */
  private static boolean sameTime(Attributes before, Attributes now) {
    return now.mtime() == Attributes.GENERATED || now.mtime() == before.mtime();
  }

  /**
   * A marker for each topmost path that is gone; one opaque marker instead where a directory that
   * stays has lost all of two or more. What is gone because its directory is no directory any more
   * needs none: the entry that took its place hides it.
   */
  private static List<String> removed(Map<String, Node> old, Map<String, Node> now) {
    Map<String, List<String>> goneByParent = new TreeMap<>();
    Map<String, Integer> children = new HashMap<>();
    for (String path : old.keySet()) {
      if (path.equals("/")) {
        continue;
      }
      String parent = RawPath.parent(path);
      children.merge(parent, 1, Integer::sum);
      if (!now.containsKey(path) && now.get(parent) instanceof Directory) {
        goneByParent.computeIfAbsent(parent, _ -> new ArrayList<>()).add(path);
      }
    }
    TreeSet<String> markers = new TreeSet<>();
    goneByParent.forEach((parent, gone) -> {
      if (gone.size() >= 2 && gone.size() == children.getOrDefault(parent, 0)) {
        markers.add(RawPath.join(parent, ".wh..wh..opq"));
      } else {
        gone.forEach(path -> markers.add(RawPath.join(parent, ".wh." + RawPath.name(path))));
      }
    });
    return List.copyOf(markers);
  }
}
