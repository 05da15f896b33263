package dev.plinth.rootfs;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The whiteouts of one layer (OCI image-spec, layer.md, "Whiteouts"): an entry {@code .wh.NAME}
 * hides NAME of lower layers, {@code .wh..wh..opq} hides all that lower layers have in its
 * directory. What the layer itself brought, before or after the marker, stays.
 */
final class Whiteouts {
  static final String PREFIX = ".wh.";
  static final String OPAQUE = ".wh..wh..opq";
  private static final String RESERVED = ".wh..wh.";
  private static final long MOST_VISITS = 50_000_000;

  private final Tree tree;
  private final TreeSet<String> own = new TreeSet<>();
  private final Set<String> done = new HashSet<>();
  private long visits;

  Whiteouts(Tree tree) {
    this.tree = tree;
  }

  /** Notes that the layer itself has brought {@code path}, a canonical one. */
  void written(String path) {
    own.add(path);
  }

  /** Applies {@code path} if it is a marker; otherwise nothing happens and the result is false. */
  boolean apply(String path, String what) throws FileSystemException {
    String name = RawPath.name(path);
    int above = RawPath.parent(path).indexOf("/" + PREFIX);
    if (above >= 0) {
      if (path.startsWith("/" + RESERVED, above)) {
        return true;
      }
      throw bad(what + " has a file below a whiteout, '" + RawPath.toText(path) + "'");
    }
    if (!name.startsWith(PREFIX)) {
      return false;
    }
    if (name.startsWith(RESERVED) && !name.equals(OPAQUE)) {
      return true; // left over from AUFS, meaningless
    }
    String hidden = name.substring(PREFIX.length());
    if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
      throw bad(what + " has a whiteout of nothing, '" + RawPath.toText(path) + "'");
    }
    String parent = RawPath.parent(path);
    if (!tree.isDirectory(parent)) {
      return true;
    }
    String directory = tree.canonical(parent, true);
    String top = name.equals(OPAQUE) ? directory : RawPath.join(directory, hidden);
    if (tree.lstat(top).isPresent() && done.add(RawPath.join(directory, name))) {
      hide(top, name.equals(OPAQUE), what);
    }
    return true;
  }

  private void hide(String top, boolean keepTop, String what) throws FileSystemException {
    List<String> below = new ArrayList<>();
    tree.forEachBelow(top, (path, node) -> below.add(path));
    visits += below.size();
    if (visits > MOST_VISITS) {
      throw bad(what + " has too many whiteouts");
    }
    for (String path : below.reversed()) {
      if (!isOwn(path) && !(keepTop && path.equals(top))) {
        tree.remove(path);
      }
    }
  }

  /** Whether the layer brought {@code path} or something below it. */
  private boolean isOwn(String path) {
    if (own.contains(path)) {
      return true;
    }
    String below = own.higher(path + "/");
    return below != null && below.startsWith(path + "/");
  }

  private static PlinthException bad(String message) {
    return new PlinthException(
        ErrorCode.BAD_INPUT, message, "the layer is damaged or hostile: do not use the image");
  }
}
