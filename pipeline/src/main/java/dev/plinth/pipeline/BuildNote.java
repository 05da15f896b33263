package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockJson;
import dev.plinth.model.Digest;
import dev.plinth.pipeline.BuildReport.PlatformReport;
import dev.plinth.pipeline.check.CheckResult;
import dev.plinth.pkg.ScriptOutcome.Effect;
import dev.plinth.spec.Spec;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the trail says of a build: inputs, checks, tests, decisions. */
final class BuildNote {
  private BuildNote() {}

  static SortedMap<String, String> of(
      Spec spec,
      Lock lock,
      Finished.Published published,
      List<PlatformReport> platforms,
      Phases phases) {
    SortedMap<String, String> details = new TreeMap<>();
    details.put("spec", spec.imageName() + " " + spec.digest());
    details.put("lock", Digest.of(LockJson.write(lock)).toString());
    lock.base().ifPresent(base -> details.put("base", base.name() + " " + base.digest()));
    details.put("inputs", "" + published.inputs().inputs().size());
    lock.repositories()
        .forEach(repository ->
            details.put(
                "repository " + repository.name(),
                repository.release() + " signed by " + repository.signedBy()));
    for (PlatformReport platform : platforms) {
      String of = " " + platform.platform();
      details.put("image" + of, platform.digest().toString());
      details.put("packages" + of, "" + platform.packages());
      details.put("tests" + of, tests(platform.checks()));
      long left =
          platform.scripts().stream().filter(s -> s.effect() instanceof Effect.Allowed).count();
      details.put(
          "scripts" + of, platform.scripts().size() + " run, " + left + " allowed to be left out");
    }
    phases
        .seconds()
        .forEach((name, seconds) ->
            details.put("seconds " + name, String.format(Locale.ROOT, "%.2f", seconds)));
    return details;
  }

  private static String tests(List<CheckResult> checks) {
    if (checks.isEmpty()) {
      return "none run";
    }
    return checks.stream()
        .collect(Collectors.groupingBy(CheckResult::outcome, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
