package dev.plinth.evidence.files;

import dev.plinth.rootfs.RawPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Holds layers against the list of what should be in them. */
public final class FileListCheck {
  private static final int MOST_SHOWN = 20;

  private FileListCheck() {}

  /**
   * How a layer differs from the list, in words that name path and attribute; empty where they
   * agree in every entry and their order.
   */
  public static List<String> differences(ListedLayer listed, ListedLayer actual) {
    List<String> found = new ArrayList<>();
    if (!listed.digest().equals(actual.digest())) {
      found.add("the list is of layer " + listed.digest() + ", not of " + actual.digest());
      return found;
    }
    if (!listed.diffId().equals(actual.diffId())) {
      found.add("its tar has the digest " + actual.diffId() + ", the list says " + listed.diffId());
    }
    found.addAll(differences(listed.files(), actual.files()));
    return found;
  }

  /** The same for entries whose layer is not written. */
  public static List<String> differences(List<ListedFile> listed, List<ListedFile> actual) {
    List<String> found = new ArrayList<>();
    Map<String, ListedFile> wanted = new HashMap<>();
    for (ListedFile file : listed) {
      if (wanted.put(file.path(), file) != null) {
        found.add("the list has " + shown(file) + " twice");
      }
    }
    Map<String, ListedFile> seen = new HashMap<>();
    for (ListedFile file : actual) {
      if (found.size() >= MOST_SHOWN) {
        return found;
      }
      ListedFile expected = wanted.get(file.path());
      if (seen.put(file.path(), file) != null) {
        found.add(shown(file) + " is in the layer twice");
      } else if (expected == null) {
        found.add(shown(file) + " is in the layer and not in the list");
      } else {
        difference(expected, file).ifPresent(found::add);
      }
    }
    for (ListedFile file : listed) {
      if (found.size() < MOST_SHOWN && !seen.containsKey(file.path())) {
        found.add(shown(file) + " is in the list and not in the layer");
      }
    }
    return found;
  }

  /** What is not the same of one file: who brought it does not count. */
  public static Optional<String> difference(ListedFile listed, ListedFile actual) {
    List<String> what = new ArrayList<>();
    compare(what, "type", word(listed.type()), word(actual.type()));
    compare(what, "mode", FileListJson.octal(listed.mode()), FileListJson.octal(actual.mode()));
    compare(what, "owner", owner(listed), owner(actual));
    compare(what, "link", RawPath.toText(listed.link()), RawPath.toText(actual.link()));
    compare(what, "size", "" + listed.size(), "" + actual.size());
    compare(
        what,
        "content",
        listed.sha256().map(Object::toString).orElse("none"),
        actual.sha256().map(Object::toString).orElse("none"));
    compare(what, "extended attributes", "" + listed.xattrs(), "" + actual.xattrs());
    compare(what, "time", "" + listed.mtime(), "" + actual.mtime());
    return what.isEmpty()
        ? Optional.empty()
        : Optional.of(shown(actual) + ": " + String.join(", ", what));
  }

  private static void compare(List<String> what, String attribute, String listed, String actual) {
    if (!listed.equals(actual)) {
      what.add(attribute + " is " + actual + ", the list says " + listed);
    }
  }

  private static String shown(ListedFile file) {
    return RawPath.toText(file.path());
  }

  private static String word(dev.plinth.archive.TarEntry.Type type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String owner(ListedFile file) {
    return file.uid() + ":" + file.gid();
  }
}
