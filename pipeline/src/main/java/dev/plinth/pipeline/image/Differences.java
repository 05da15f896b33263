package dev.plinth.pipeline.image;

import dev.plinth.lock.LockDiff.Change;
import dev.plinth.oci.RuntimeConfig;
import dev.plinth.pipeline.image.ImageDiff.FileChange;
import dev.plinth.pipeline.image.ImageDiff.SettingChange;
import dev.plinth.pkg.Package;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different between two trees, package lists and settings. */
final class Differences {
  private Differences() {}

  static List<Change> packages(List<Package> before, List<Package> after, String architecture) {
    Map<String, String> old = versions(before);
    Map<String, String> now = versions(after);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(old.get(name), now.get(name))) {
        changes.add(
            new Change(name, old.get(name), now.get(name), new TreeSet<>(List.of(architecture))));
      }
    }
    return changes;
  }

  private static Map<String, String> versions(List<Package> packages) {
    Map<String, String> versions = new TreeMap<>();
    packages.forEach(pkg -> versions.put(pkg.name(), pkg.version()));
    return versions;
  }

  static List<FileChange> files(Tree before, Tree after) {
    Map<String, Node> old = new HashMap<>();
    before.forEach(old::put);
    TreeMap<String, FileChange> changes = new TreeMap<>();
    after.forEach((path, node) -> {
      @Nullable Node was = old.remove(path);
      if (was == null) {
        changes.put(path, new FileChange(RawPath.toText(path), "added", List.of()));
      } else {
        List<String> what = differ(was, node);
        if (!what.isEmpty()) {
          changes.put(path, new FileChange(RawPath.toText(path), "changed", what));
        }
      }
    });
    old.keySet()
        .forEach(
            path -> changes.put(path, new FileChange(RawPath.toText(path), "removed", List.of())));
    return List.copyOf(changes.values());
  }

  /** Times are left out where something else differs anyway. */
  private static List<String> differ(Node before, Node after) {
    if (before.getClass() != after.getClass()) {
      return List.of("type");
    }
    List<String> what = new ArrayList<>();
    if (before instanceof Node.RegularFile a
        && after instanceof Node.RegularFile b
        && (a.content().size() != b.content().size()
            || !a.content().sha256().equals(b.content().sha256()))) {
      what.add("content");
    }
    if (before instanceof Node.Symlink a
        && after instanceof Node.Symlink b
        && !a.target().equals(b.target())) {
      what.add("target");
    }
    Attributes x = before.attributes();
    Attributes y = after.attributes();
    if (x.mode() != y.mode()) {
      what.add("mode");
    }
    if (x.uid() != y.uid() || x.gid() != y.gid()) {
      what.add("owner");
    }
    if (!x.xattrs().keySet().equals(y.xattrs().keySet())
        || x.xattrs().keySet().stream()
            .anyMatch(k -> !java.util.Arrays.equals(x.xattrs().get(k), y.xattrs().get(k)))) {
      what.add("xattrs");
    }
    if (what.isEmpty() && x.mtime() != y.mtime() && !(before instanceof Node.Directory)) {
      what.add("time");
    }
    return what;
  }

  static List<SettingChange> settings(RuntimeConfig before, RuntimeConfig after) {
    Map<String, String> old = settings(before);
    Map<String, String> now = settings(after);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<SettingChange> changes = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(old.get(name), now.get(name))) {
        changes.add(new SettingChange(name, old.get(name), now.get(name)));
      }
    }
    return changes;
  }

  private static Map<String, String> settings(RuntimeConfig config) {
    Map<String, String> settings = new TreeMap<>();
    put(settings, "user", config.user());
    put(settings, "workdir", config.workingDirectory());
    put(settings, "stop-signal", config.stopSignal());
    put(settings, "entrypoint", String.join(" ", config.entrypoint()));
    put(settings, "command", String.join(" ", config.command()));
    put(settings, "ports", String.join(" ", config.exposedPorts()));
    put(settings, "volumes", String.join(" ", config.volumes()));
    for (String entry : config.environment()) {
      int equals = entry.indexOf('=');
      put(settings, "environment " + entry.substring(0, equals), entry.substring(equals + 1));
    }
    config.labels().forEach((name, value) -> put(settings, "label " + name, value));
    return settings;
  }

  private static void put(Map<String, String> settings, String name, String value) {
    if (!value.isEmpty()) {
      settings.put(name, value);
    }
  }
}
