package dev.plinth.pipeline.explain;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedPackage;
import dev.plinth.lock.LockedRepository;
import dev.plinth.lock.LockedRepository.LockedIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a locked package to the key that vouches for it, and to its source. */
final class PackageChain {
  private final List<Lock> locks;
  private final Facts facts;

  PackageChain(Facts facts, List<Lock> locks) {
    this.facts = facts;
    this.locks = locks;
  }

  /** The steps; empty where no lock has a package of this name. */
  List<Step> of(String name) {
    for (Lock lock : locks) {
      String architecture = facts.architecture(lock);
      if (architecture.isEmpty()) {
        continue;
      }
      Optional<LockedPackage> found =
          lock.architecture(architecture).packages().stream()
              .filter(pkg -> pkg.name().equals(name))
              .findFirst();
      if (found.isPresent()) {
        return steps(lock, architecture, found.get());
      }
    }
    return List.of();
  }

  private static List<Step> steps(Lock lock, String architecture, LockedPackage pkg) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of(
            "package",
            pkg.name() + " " + pkg.version() + " " + pkg.architecture(),
            why(pkg),
            pkg.sha256()));
    for (LockedRepository repository : lock.repositories()) {
      if (!repository.name().equals(pkg.repository())) {
        continue;
      }
      LockedIndex index = repository.packages().get(architecture);
      if (index == null) {
        index = repository.packages().get("all");
      }
      if (index != null) {
        steps.add(
            Step.of("index", repository.name() + " " + index.path(), pkg.path(), index.sha256()));
      }
      steps.add(
          Step.of(
              "release",
              repository.suite() + " of " + repository.date(),
              repository.releaseSignature().isPresent() ? "Release and Release.gpg" : "InRelease",
              repository.release()));
      steps.add(Step.of("key", repository.signedBy(), "pinned archive key"));
    }
    steps.add(Step.of("source", pkg.source() + " " + pkg.sourceVersion(), ""));
    return steps;
  }

  private static String why(LockedPackage pkg) {
    LockedPackage.Why why = pkg.reason();
    return switch (why.kind()) {
      case "requested" -> "asked for by the spec";
      case "flavour" -> "every image of this flavour has it";
      default -> why.by() + " " + why.kind() + ": " + why.relation();
    };
  }
}
