package dev.plinth.evidence.files;

import dev.plinth.archive.TarEntry;
import dev.plinth.model.Platform;
import dev.plinth.rootfs.RawPath;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every entry of every layer of one platform's image, with its digest and the package it came from.
 *
 * @param layers from the lowest up
 */
public record FileList(Platform platform, List<ListedLayer> layers) {
  /** The type of the in-toto predicate that holds it. */
  public static final String PREDICATE_TYPE = "https://plinth.dev/evidence/files/v1";

  private static final String WHITEOUT = ".wh.";

  public FileList {
    layers = List.copyOf(layers);
  }

  /** A file together with the layer it is in. */
  public record Placed(ListedLayer layer, ListedFile file) {}

  /**
   * What a container sees at {@code path}: the topmost entry that no later layer hides.
   *
   * @param path canonical raw path; links on its way are not followed
   */
  public Optional<Placed> find(String path) {
    Placed found = null;
    for (ListedLayer layer : layers) {
      Placed here = null;
      for (ListedFile file : layer.files()) {
        if (file.path().equals(path)) {
          here = new Placed(layer, file);
        } else if (found != null && hides(file, path)) {
          found = null;
        }
      }
      found = here == null ? found : here;
    }
    return Optional.ofNullable(found);
  }

  /** Whether an entry of a higher layer takes {@code path} away. */
  private static boolean hides(ListedFile file, String path) {
    String name = RawPath.name(file.path());
    String parent = RawPath.parent(file.path());
    if (name.equals(".wh..wh..opq")) {
      return below(path, parent);
    }
    if (name.startsWith(WHITEOUT)) {
      String hidden = RawPath.join(parent, name.substring(WHITEOUT.length()));
      return path.equals(hidden) || below(path, hidden);
    }
    return file.type() != TarEntry.Type.DIRECTORY && below(path, file.path());
  }

  private static boolean below(String path, String directory) {
    return directory.equals("/")
        ? path.length() > 1
        : path.startsWith(directory) && path.startsWith("/", directory.length());
  }

  /** All that a container sees, by path. */
  public NavigableMap<String, Placed> visible() {
    NavigableMap<String, Placed> all = new TreeMap<>();
    // What lies above anything that was put: only there can something have to go.
    Set<String> folders = new HashSet<>();
    for (ListedLayer layer : layers) {
      Map<String, Placed> here = new LinkedHashMap<>();
      for (ListedFile file : layer.files()) {
        if (RawPath.name(file.path()).startsWith(WHITEOUT)) {
          all.keySet().removeIf(path -> hides(file, path));
        } else {
          here.put(file.path(), new Placed(layer, file));
        }
      }
      here.forEach((path, placed) -> {
        if (placed.file().type() != TarEntry.Type.DIRECTORY && folders.contains(path)) {
          // '0' follows the slash: the names between are those below the path.
          all.subMap(path + "/", true, path + "0", false).clear();
        }
        all.put(path, placed);
        String folder = RawPath.parent(path);
        while (folders.add(folder)) {
          folder = RawPath.parent(folder);
        }
      });
    }
    return all;
  }
}
