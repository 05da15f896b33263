package dev.plinth.acceptance.scripts;

import dev.plinth.deb.index.MergedIndex;
import dev.plinth.deb.index.PackagesIndex;
import dev.plinth.pkg.Package;
import dev.plinth.solve.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which sets of packages are to be installed, so that every version of every closure is. */
final class Plan {
  /**
   * One set.
   *
   * @param label of whom to blame: {@code trixie arm64 git (minimal, base suite)}
   * @param micro whether without shell and package manager
   * @param packages in the order of the lock
   */
  record Step(
      String label, String release, String architecture, boolean micro, List<Package> packages) {}

  private final Archive archive;
  private final List<Closure> closures;
  private final List<Step> steps = new ArrayList<>();
  private final TreeSet<String> seen = new TreeSet<>();

  private Plan(Archive archive, List<Closure> closures) {
    this.archive = archive;
    this.closures = closures;
  }

  /** All sets, each once, in a stable order. */
  static List<Step> of(Archive archive, List<Closure> closures) {
    Plan plan = new Plan(archive, closures);
    for (String release : Archive.RELEASES) {
      for (String architecture : Archive.ARCHITECTURES) {
        plan.add(release, architecture);
      }
    }
    return plan.steps;
  }

  /** The sets of closures with all suites, for these releases and one architecture. */
  static List<Step> of(
      Archive archive, List<Closure> closures, List<String> releases, String architecture) {
    List<Step> steps = new ArrayList<>();
    for (String release : releases) {
      MergedIndex all = Archive.merged(archive.parts(release, architecture));
      for (Closure closure : closures) {
        List<Package> packages = closure.resolve(all, all, architecture).orElseThrow();
        String what = release + " " + architecture + " " + closure.name();
        steps.add(new Step(what, release, architecture, closure.micro(), packages));
      }
    }
    return steps;
  }

  /**
   * With all suites, with the base suite alone, with updates but not security, and with what is
   * older than the newest; then whatever version none of these took.
   */
  private void add(String release, String architecture) {
    List<PackagesIndex> parts = archive.parts(release, architecture);
    MergedIndex all = Archive.merged(parts);
    Map<String, Package> left = new TreeMap<>();
    TreeSet<String> taken = new TreeSet<>();
    for (Closure closure : closures) {
      List<Optional<List<Package>>> sets = new ArrayList<>();
      sets.add(closure.resolve(all, all, architecture));
      for (int suites = 1; suites < parts.size(); suites++) {
        MergedIndex some = Archive.merged(parts.subList(0, suites));
        sets.add(closure.resolve(some, all, architecture));
      }
      sets.add(closure.resolve(new OlderIndex(all), all, architecture));
      if (sets.getFirst().isEmpty()) {
        throw new AssertionError(closure + " cannot be resolved on " + release);
      }
      String flavour = closure.micro() ? "micro" : "minimal";
      for (Optional<List<Package>> set : sets) {
        String what = release + " " + architecture + " " + closure.name() + " (" + flavour + ")";
        set.ifPresent(packages -> {
          step(new Step(what, release, architecture, closure.micro(), packages));
          for (Package pkg : packages) {
            taken.add(pkg.toString());
            all.versions(pkg.name()).forEach(version -> left.put(version.toString(), version));
          }
        });
      }
    }
    left.keySet().removeAll(taken);
    left.values().forEach(pkg -> alone(pkg, all, release, architecture));
  }

  private void alone(Package pkg, MergedIndex all, String release, String architecture) {
    List<Wish> wishes = new ArrayList<>();
    all.essential().stream()
        .filter(name -> !name.equals(pkg.name()))
        .forEach(name -> wishes.add(Wish.of(name)));
    wishes.add(Wish.of(pkg.name(), pkg.version()));
    String what = release + " " + architecture + " " + pkg;
    Closure.resolve(wishes, all, architecture, false)
        .ifPresent(set -> step(new Step(what, release, architecture, false, set)));
  }

  private void step(Step step) {
    String key = step.release() + step.architecture() + step.micro() + step.packages();
    if (seen.add(key)) {
      steps.add(step);
    }
  }
}
