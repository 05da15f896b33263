package dev.plinth.spec.shape;

import dev.plinth.model.Nearest;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** What people are used to from other files write differently: "did you mean". */
final class OtherNames {
  /** In Dockerfiles, Compose files, Kubernetes' objects and apko's. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("arch", "architectures"),
          Map.entry("archs", "architectures"),
          Map.entry("platforms", "architectures"),
          Map.entry("args", "command"),
          Map.entry("cmd", "command"),
          Map.entry("contents", "packages"),
          Map.entry("copy", "files"),
          Map.entry("env", "environment"),
          Map.entry("expose", "ports"),
          Map.entry("from", "base"),
          Map.entry("include", "extends"),
          Map.entry("release", "distribution"),
          Map.entry("run-as", "user"),
          Map.entry("suite", "distribution"),
          Map.entry("users", "accounts"),
          Map.entry("working-dir", "workdir"),
          Map.entry("working_dir", "workdir"));

  /** Releases by number, and by the other name of what has none. */
  private static final Map<String, String> RELEASES =
      Map.of("12", "bookworm", "13", "trixie", "unstable", "sid");

  private OtherNames() {}

  /** As {@link Nearest#hint}, for a key. */
  static String key(String word, Collection<String> known) {
    return hint(KEYS.getOrDefault(word.toLowerCase(Locale.ROOT), ""), word, known);
  }

  /** As {@link Nearest#hint}, for a value: a release may be written without its distribution. */
  static String value(String word, Collection<String> known) {
    String plain = word.toLowerCase(Locale.ROOT).replaceFirst("^debian[-:/ ]?", "");
    return hint("debian/" + RELEASES.getOrDefault(plain, plain), word, known);
  }

  private static String hint(String meant, String word, Collection<String> known) {
    return known.contains(meant) ? "; did you mean '" + meant + "'?" : Nearest.hint(word, known);
  }
}
