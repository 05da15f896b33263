package dev.plinth.install.deb.oracle;

import dev.plinth.generate.JavaKeyStore;
import dev.plinth.install.deb.oracle.OracleTree.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares trees; what may differ, may differ here and nowhere else. */
final class TreeDifference {
  private TreeDifference() {}

  /** Every difference, a line each. */
  static List<String> between(SortedMap<String, Entry> expected, SortedMap<String, Entry> actual) {
    List<String> differences = new ArrayList<>();
    SortedSet<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(actual.keySet());
    for (String path : paths) {
      if (mayDiffer(path)) {
        continue;
      }
      Entry want = expected.get(path);
      Entry have = actual.get(path);
      if (want == null) {
        differences.add("+ " + path + ": " + have.shown());
      } else if (have == null) {
        differences.add("- " + path + ": " + want.shown());
      } else if (!same(path, want, have)) {
        differences.add("! " + path + ": expected " + want.shown() + ", is " + have.shown());
      }
    }
    return differences;
  }

  /** Device nodes, host files, apt's and debconf's caches, backups, locks, empty logs, bytecode. */
  private static boolean mayDiffer(String path) {
    return path.equals("/etc/resolv.conf")
        || path.equals("/etc/hostname")
        || path.startsWith("/dev/")
        || path.startsWith("/etc/apt/sources.list")
        || path.startsWith("/var/lib/apt/lists")
        || path.equals("/var/lib/apt/extended_states")
        || path.startsWith("/var/cache/apt")
        || path.startsWith("/var/cache/debconf/")
        || path.startsWith("/var/log/")
        || path.endsWith("-old")
        || path.matches("/etc/(passwd|group|shadow|gshadow|subuid|subgid)-")
        || path.endsWith("/lock")
        || path.endsWith("/lock-frontend")
        || path.endsWith("/Lock")
        || path.contains("/__pycache__");
  }

  private static boolean same(String path, Entry want, Entry have) {
    if (want.shown().equals(have.shown())) {
      return true;
    }
    String a = want.shown().replaceAll(" [0-9a-f]{16}$", "");
    String b = have.shown().replaceAll(" [0-9a-f]{16}$", "");
    if (!a.equals(b)) {
      return false;
    }
    return switch (path) {
      case "/etc/shadow" -> undated(want).equals(undated(have));
      case "/etc/ssl/certs/java/cacerts" ->
          JavaKeyStore.read(want.content(), "changeit").values().stream()
              .map(java.util.Arrays::hashCode)
              .sorted()
              .toList()
              .equals(
                  JavaKeyStore.read(have.content(), "changeit").values().stream()
                      .map(java.util.Arrays::hashCode)
                      .sorted()
                      .toList());
      default -> false;
    };
  }

  /** The day of a password's last change is the day of the run there, the packages' here. */
  private static String undated(Entry shadow) {
    return new String(shadow.content(), StandardCharsets.ISO_8859_1)
        .replaceAll("(?m)^([^:]*:[^:]*:)[0-9]*:", "$1:");
  }
}
