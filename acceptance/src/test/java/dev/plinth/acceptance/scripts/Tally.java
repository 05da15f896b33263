package dev.plinth.acceptance.scripts;

import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what went through. */
final class Tally {
  static final Set<String> SCRIPTS = Set.of("preinst", "postinst", "prerm", "postrm", "config");

  private final TreeSet<String> names = new TreeSet<>();
  private final TreeSet<String> versions = new TreeSet<>();
  private final TreeSet<String> scripts = new TreeSet<>();
  private final TreeSet<String> texts = new TreeSet<>();
  private final Map<String, Integer> classes = new TreeMap<>();
  private final TreeSet<String> unknown = new TreeSet<>();
  private int installations;

  void packages(List<PackageFile> files) {
    for (PackageFile file : files) {
      Package pkg = file.pkg();
      names.add(pkg.name());
      versions.add(pkg + ":" + pkg.architecture());
      file.control()
          .forEach((name, content) -> {
            if (SCRIPTS.contains(name)) {
              scripts.add(pkg + ":" + pkg.architecture() + " " + name);
              texts.add(content.sha256().toString());
            }
          });
    }
  }

  void outcomes(String label, List<ScriptOutcome> outcomes) {
    installations++;
    for (ScriptOutcome outcome : outcomes) {
      classes.merge(name(outcome.effect()), 1, Integer::sum);
      if (outcome.effect() instanceof Effect.Unknown bad) {
        unknown.add(
            outcome.packageName()
                + "."
                + outcome.script()
                + ":"
                + bad.line()
                + ": "
                + bad.why()
                + "\n    "
                + bad.text()
                + "\n    in "
                + label);
      }
    }
  }

  static String name(Effect effect) {
    return switch (effect) {
      case Effect.NoOp _ -> "no effect";
      case Effect.Done _ -> "done";
      case Effect.Omitted _ -> "omitted";
      case Effect.Allowed _ -> "allowed";
      case Effect.Unknown _ -> "unknown";
    };
  }

  Set<String> unknown() {
    return unknown;
  }

  int installations() {
    return installations;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(installations).append(" installations\n");
    text.append(names.size()).append(" packages by name\n");
    text.append(versions.size()).append(" package versions, by architecture\n");
    text.append(scripts.size()).append(" scripts of these, ");
    text.append(texts.size()).append(" of them different\n");
    int runs = classes.values().stream().mapToInt(Integer::intValue).sum();
    text.append(runs).append(" outcomes of scripts:\n");
    for (String name : List.of("no effect", "done", "omitted", "allowed", "unknown")) {
      text.append("  ").append(name).append(": ").append(classes.getOrDefault(name, 0));
      text.append('\n');
    }
    return text.toString();
  }
}
