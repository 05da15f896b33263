package dev.plinth.rootfs.layers;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Splits a finished tree into layers. Relative to a base only what differs is written.
 *
 * <p>In a layer come all directories, sorted, then whiteouts, then each package's files, sorted,
 * then what was generated. Every directory on the way to something in the layer is in it, with the
 * mode and owner that it has in the tree. Times are clamped to the epoch; a directory has the
 * newest time of what the layer has below it, so that it changes with nothing outside the layer;
 * what was generated has its layer's newest time.
 */
public final class Layers {
  /** Stands for everything that no package brought. */
  private static final String GENERATED = "";

  private final long epoch;
  private final Changes changes;
  private final Map<String, Node> nodes = new HashMap<>();

  private Layers(Tree tree, Optional<Tree> base, long epoch) {
    this.epoch = epoch;
    this.changes = Changes.between(base, tree);
    tree.forEach(nodes::put);
  }

  /**
   * The layers, from the lowest up; none where nothing differs.
   *
   * @param base what lies below already
   * @param sources the source package of each package, by name
   * @param epoch no time is later than this, in seconds since 1970
   */
  public static List<Layer> split(
      Tree tree, Optional<Tree> base, Strategy strategy, Map<String, String> sources, long epoch) {
    return new Layers(tree, base, epoch).split(strategy, sources);
  }

  private List<Layer> split(Strategy strategy, Map<String, String> sources) {
    SortedMap<String, List<String>> byPackage = new TreeMap<>();
    changes
        .written()
        .forEach((path, node) -> {
          if (RawPath.name(path).startsWith(".wh.")) {
            throw new PlinthException(
                ErrorCode.BAD_INPUT,
                "'"
                    + RawPath.toText(path)
                    + "' cannot be in a layer: names that begin with '.wh.' hide"
                    + " other files",
                "rename it or leave it out");
          }
          byPackage.computeIfAbsent(owner(node), _ -> new ArrayList<>()).add(path);
        });
    List<Layer> layers = new ArrayList<>();
    switch (strategy) {
      case Strategy.Single _ -> {
        List<String> names = new ArrayList<>(byPackage.keySet());
        names.remove(GENERATED);
        add(layers, "all files", names, true, byPackage, changes.removed());
      }
      case Strategy.ByOrigin origin -> {
        add(layers, "removed files", List.of(), false, byPackage, changes.removed());
        int fixed = layers.size() + 1;
        for (List<String> group :
            Grouping.group(sizes(byPackage), sources, Math.max(1, origin.budget() - fixed))) {
          String name = group.size() == 1 ? group.getFirst() : group.size() + " packages";
          add(layers, name, group, false, byPackage, List.of());
        }
        add(layers, "generated files", List.of(), true, byPackage, List.of());
      }
    }
    return layers;
  }

  private static String owner(Node node) {
    return node.attributes().origin() instanceof Origin.Packaged packaged
        ? packaged.packageName()
        : GENERATED;
  }

  private SortedMap<String, Long> sizes(SortedMap<String, List<String>> byPackage) {
    SortedMap<String, Long> sizes = new TreeMap<>();
    byPackage.forEach((name, paths) -> {
      if (!name.equals(GENERATED)) {
        long size = 0;
        for (String path : paths) {
          boolean content = !changes.linkTo().containsKey(path);
          size +=
              512
                  + (content && node(path) instanceof Node.RegularFile file
                      ? file.content().size()
                      : 0);
        }
        sizes.put(name, size);
      }
    });
    return sizes;
  }

  private Node node(String path) {
    Node node = nodes.get(path);
    if (node == null) {
      throw new IllegalStateException("no node at " + RawPath.toText(path));
    }
    return node;
  }

  private void add(
      List<Layer> layers,
      String name,
      List<String> packages,
      boolean generated,
      SortedMap<String, List<String>> byPackage,
      List<String> removed) {
    SortedSet<String> directories = new TreeSet<>();
    Map<String, Long> below = new TreeMap<>();
    List<LayerPart> parts = new ArrayList<>();
    long newest = -1;
    for (String each : packages) {
      List<String> paths = files(byPackage.getOrDefault(each, List.of()), directories);
      long time = newest(paths);
      newest = Math.max(newest, time);
      addPart(parts, "package " + each, paths, time < 0 ? epoch : time, below);
    }
    if (generated) {
      List<String> paths = files(byPackage.getOrDefault(GENERATED, List.of()), directories);
      newest = Math.max(newest, newest(paths));
      addPart(parts, "generated", paths, newest < 0 ? epoch : newest, below);
    }
    if (parts.isEmpty() && directories.isEmpty() && removed.isEmpty()) {
      return;
    }
    long layerTime = newest < 0 ? epoch : newest;
    List<LayerEntry> markers = new ArrayList<>();
    for (String path : removed) {
      markers.add(LayerEntry.marker(path, layerTime));
      note(below, path, layerTime);
    }
    if (!markers.isEmpty()) {
      parts.addFirst(new LayerPart("removed", markers));
    }
    directories.addAll(below.keySet());
    parts.addFirst(directories(directories, below, layerTime));
    layers.add(new Layer(name, packages, parts));
  }

  /** The paths that are no directories; those that are go to {@code directories}. */
  private List<String> files(List<String> paths, SortedSet<String> directories) {
    List<String> files = new ArrayList<>();
    for (String path : paths) {
      if (node(path) instanceof Directory) {
        directories.add(path);
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private void addPart(
      List<LayerPart> parts, String name, List<String> paths, long own, Map<String, Long> below) {
    List<LayerEntry> entries = new ArrayList<>(paths.size());
    for (String path : paths) {
      Node node = node(path);
      long time = time(node.attributes(), own);
      entries.add(new LayerEntry(path, node, changes.linkTo().get(path), time));
      note(below, path, time);
    }
    if (!entries.isEmpty()) {
      parts.add(new LayerPart(name, entries));
    }
  }

  private LayerPart directories(
      SortedSet<String> directories, Map<String, Long> below, long layerTime) {
    // An empty directory of a package lends its own time to those above it.
    for (String path : directories) {
      if (!below.containsKey(path)) {
        note(below, path, time(node(path).attributes(), layerTime));
      }
    }
    SortedSet<String> all = new TreeSet<>(directories);
    all.addAll(below.keySet());
    List<LayerEntry> entries = new ArrayList<>(all.size());
    for (String path : all) {
      Node node = node(path);
      Long newest = below.get(path);
      long time = newest != null ? newest : time(node.attributes(), layerTime);
      entries.add(new LayerEntry(path, node, null, time));
    }
    return new LayerPart("directories", entries);
  }

  /** Notes the time of {@code path} for all directories above it. */
  private static void note(Map<String, Long> below, String path, long time) {
    String at = path;
    while (!at.equals("/")) {
      at = RawPath.parent(at);
      Long known = below.get(at);
      if (known != null && known >= time) {
        return; // and so it is for all above
      }
      below.put(at, time);
    }
  }

  private long newest(List<String> paths) {
    long newest = -1;
    for (String path : paths) {
      Attributes attributes = node(path).attributes();
      if (attributes.mtime() != Attributes.GENERATED) {
        newest = Math.max(newest, Math.min(attributes.mtime(), epoch));
      }
    }
    return newest;
  }

  private long time(Attributes attributes, long own) {
    return attributes.mtime() == Attributes.GENERATED
        ? own
        : Math.max(0, Math.min(attributes.mtime(), epoch));
  }
}
