package dev.plinth.acceptance.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.install.deb.DebInstaller;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.InstallRequest.Allowance;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A line that nobody models, put anywhere into a real maintainer script, makes it unknown; the
 * error shows the line, and the spec line it prints leaves just that out. In every round each
 * script of a closure has another line of that kind in another place.
 */
@ResourceLock("script-corpus")
class InventedLineTest {
  private static final int ROUNDS = EveryVersionTest.FULL ? Invention.kinds() : 3;
  private static final String CLOSURE = EveryVersionTest.FULL ? "everything" : "cron";

  /** A script that was changed, and the line that it got. */
  private record Changed(String line, String text) {}

  @Test
  void oneInventedLineMakesAnyScriptUnknown() throws Exception {
    assumeTrue(Archive.isKnown(), "apt's sources name no archive of Debian");
    List<String> wrong = new ArrayList<>();
    int scripts = 0;
    try (Archive archive = Archive.open()) {
      List<Closure> closures =
          Closure.all(Path.of("../examples")).stream()
              .filter(closure -> closure.name().equals(CLOSURE) && !closure.micro())
              .toList();
      for (Plan.Step step : Plan.of(archive, closures, List.of("bookworm", "trixie"), "amd64")) {
        List<PackageFile> files = archive.files(step.packages());
        for (int round = 0; round < ROUNDS; round++) {
          Map<String, Changed> changed = new TreeMap<>();
          List<PackageFile> invented = invent(files, round, changed);
          scripts += changed.size();
          check(step, invented, changed, wrong);
        }
      }
    }
    String result = scripts + " scripts with an invented line, " + wrong.size() + " not told\n";
    System.out.println(result);
    if (EveryVersionTest.FULL) {
      Results.write("invented-lines", result);
    }
    assertThat(scripts).isGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  private static List<PackageFile> invent(
      List<PackageFile> files, int round, Map<String, Changed> changed) {
    List<PackageFile> invented = new ArrayList<>();
    int number = round;
    for (PackageFile file : files) {
      TreeMap<String, Content> control = new TreeMap<>(file.control());
      for (String name : Tally.SCRIPTS) {
        Content content = control.get(name);
        if (content == null) {
          continue;
        }
        String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
        if (!text.startsWith("#!/bin/sh") && !text.startsWith("#!/bin/bash")) {
          continue;
        }
        String key = file.pkg().name() + " " + name;
        String line = Invention.line(number++);
        Random random = new Random(key.hashCode() * 31L + round);
        String longer = Invention.into(text, line, random);
        control.put(name, Content.of(longer.getBytes(StandardCharsets.ISO_8859_1)));
        changed.put(key, new Changed(line, longer));
      }
      invented.add(new PackageFile(file.pkg(), control, file.members(), file.newest()));
    }
    return invented;
  }

  /** Unknown without the spec's lines, allowed with them. */
  private static void check(
      Plan.Step step,
      List<PackageFile> invented,
      Map<String, Changed> changed,
      List<String> wrong) {
    TreeSet<Allowance> allowed = new TreeSet<>();
    TreeSet<String> seen = new TreeSet<>();
    for (ScriptOutcome outcome : install(step, invented, allowed)) {
      String key = outcome.packageName() + " " + outcome.script();
      Changed one = changed.get(key);
      if (one == null) {
        continue;
      }
      seen.add(key);
      if (outcome.effect() instanceof Effect.Unknown unknown && unknown.text().equals(one.line())) {
        allowed.add(new Allowance(outcome.packageName(), outcome.script(), unknown.text()));
      } else {
        wrong.add(step.label() + " " + key + ": " + one.line() + ": " + outcome.effect());
      }
    }
    changed.keySet().stream()
        .filter(key -> !seen.contains(key))
        .forEach(key -> wrong.add(step.label() + " " + key + ": has no class"));
    for (ScriptOutcome outcome : install(step, invented, allowed)) {
      String key = outcome.packageName() + " " + outcome.script();
      if (outcome.effect() instanceof Effect.Unknown unknown) {
        wrong.add(step.label() + " " + key + " with the lines of the spec: " + unknown);
      } else if (changed.containsKey(key) && !(outcome.effect() instanceof Effect.Allowed)) {
        wrong.add(step.label() + " " + key + ": is not told as allowed: " + outcome.effect());
      }
    }
  }

  private static List<ScriptOutcome> install(
      Plan.Step step, List<PackageFile> files, SortedSet<Allowance> allowed) {
    return new DebInstaller()
        .install(
            new InstallRequest(
                new Tree(),
                files,
                true,
                step.architecture(),
                new Ids(new TreeMap<>(), new TreeMap<>()),
                allowed))
        .scripts();
  }
}
