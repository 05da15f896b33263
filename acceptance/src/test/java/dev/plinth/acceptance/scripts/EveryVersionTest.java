package dev.plinth.acceptance.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.install.deb.DebInstaller;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The maintainer scripts of every version that stable, its updates and its security archive have,
 * of what the closures of common programs and of the examples are made of, are understood. A sample
 * by default; {@code -Dplinth.full=true} for all.
 */
@ResourceLock("script-corpus")
class EveryVersionTest {
  static final boolean FULL = Boolean.getBoolean("plinth.full");
  private static final int SAMPLE = 12;

  @Test
  void everyScriptIsUnderstood() throws Exception {
    assumeTrue(Archive.isKnown(), "apt's sources name no archive of Debian");
    Tally tally = new Tally();
    try (Archive archive = Archive.open()) {
      List<Plan.Step> steps = Plan.of(archive, Closure.all(Path.of("../examples")));
      for (Plan.Step step : FULL ? steps : sample(steps)) {
        List<PackageFile> files = archive.files(step.packages());
        tally.packages(files);
        tally.outcomes(step.label(), install(step, files, new Tree()).scripts());
      }
    }
    System.out.println(tally.text());
    if (FULL) {
      Results.write("scripts", tally.text());
    }
    tally.unknown().forEach(System.out::println);
    assertThat(tally.installations()).isGreaterThanOrEqualTo(SAMPLE);
    assertThat(tally.unknown()).isEmpty();
  }

  private static List<Plan.Step> sample(List<Plan.Step> steps) {
    List<Plan.Step> mixed = new ArrayList<>(steps);
    Collections.shuffle(mixed, new Random(2026));
    return mixed.subList(0, SAMPLE);
  }

  static Installation install(Plan.Step step, List<PackageFile> files, Tree base) {
    return new DebInstaller()
        .install(
            new InstallRequest(
                base,
                files,
                !step.micro(),
                step.architecture(),
                new Ids(new TreeMap<>(), new TreeMap<>()),
                new TreeSet<>()));
  }
}
