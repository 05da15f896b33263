package dev.plinth.inventory.system;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;

/** The files that say which distribution an image is, and what they say together. */
public final class SystemFiles {
  /** Longer ones say nothing: 64 KiB. */
  public static final int LONGEST = 64 << 10;

  /** os-release(5): where the first is, the second does not count. */
  public static final List<String> RELEASE = List.of("etc/os-release", "usr/lib/os-release");

  /** Debian's own version, {@code 12.5} or {@code trixie/sid}. */
  public static final String DEBIAN_VERSION = "etc/debian_version";

  /** Places of Red Hat's content manifests, a file each layer. */
  static final List<String> MANIFESTS =
      List.of("root/buildinfo/content_manifests/", "usr/share/buildinfo/");

  private SystemFiles() {}

  /** Whether a file is one of them. */
  public static boolean isOne(String path) {
    return RELEASE.contains(path) || path.equals(DEBIAN_VERSION) || isManifest(path);
  }

  private static boolean isManifest(String path) {
    return path.endsWith(".json")
        && MANIFESTS.stream()
            .anyMatch(f -> path.startsWith(f) && path.indexOf('/', f.length()) < 0);
  }

  /**
   * What they say.
   *
   * @param files texts by path, as they are visible in the image; a link stands for what it leads
   *     to
   * @param unread reasons why files of them were not read
   */
  public static SystemFacts facts(NavigableMap<String, String> files, List<String> unread) {
    List<String> doubts = new ArrayList<>(unread);
    List<String> there = RELEASE.stream().filter(name -> files.containsKey(name)).toList();
    String path = there.isEmpty() ? "" : there.getFirst();
    ReleaseFields release = ReleaseFields.parse(files.getOrDefault(path, ""), path);
    doubts.addAll(release.doubts());
    if (there.size() == 2) {
      compare(release, ReleaseFields.parse(files.getOrDefault(there.get(1), ""), ""), doubts);
    }
    String debian =
        ReleaseFields.unquoted(
            files.getOrDefault(DEBIAN_VERSION, "").lines().findFirst().orElse("").strip());
    DebianVersion.check(release, debian, doubts);
    return new SystemFacts(
        release.value("ID"),
        Arrays.stream(release.value("ID_LIKE").split("[ \t]+")).filter(s -> !s.isEmpty()).toList(),
        release.value("VERSION_ID"),
        release.value("VERSION_CODENAME"),
        release.value("PRETTY_NAME"),
        debian,
        contentSets(files, doubts),
        doubts);
  }

  private static void compare(ReleaseFields first, ReleaseFields second, List<String> doubts) {
    for (String name : List.of("ID", "VERSION_ID", "VERSION_CODENAME")) {
      if (!first.value(name).equals(second.value(name))) {
        doubts.add(
            "etc/os-release says "
                + name
                + " is '"
                + first.value(name)
                + "', usr/lib/os-release '"
                + second.value(name)
                + "'");
      }
    }
  }

  private static List<String> contentSets(NavigableMap<String, String> files, List<String> doubts) {
    TreeSet<String> sets = new TreeSet<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (isManifest(file.getKey())) {
        byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
        try {
          sets.addAll(JsonText.readObject(text, file.getKey()).texts("content_sets"));
        } catch (PlinthException e) {
          doubts.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return List.copyOf(sets);
  }
}
