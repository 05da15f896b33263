package dev.plinth.app.scan;

import dev.plinth.app.Settings;
import dev.plinth.app.SignedIndex;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.VersionScheme;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.match.Scope;
import dev.plinth.vuln.match.Scopes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the distribution's signed index which fixes are there; what it cannot tell is unknown. */
final class FixCheck {
  private final Settings settings;
  private final Map<PackageType, VersionScheme> schemes = Formats.versions();

  FixCheck(Settings settings) {
    this.settings = settings;
  }

  /** The answer for every finding with a fixed version, by identity. */
  IdentityHashMap<Finding, FixAnswer> answers(List<Finding> findings, Inventory inventory) {
    IdentityHashMap<Finding, FixAnswer> answers = new IdentityHashMap<>();
    List<Finding> fixable =
        findings.stream().filter(f -> !Remedy.fixedVersion(f).isEmpty()).toList();
    if (fixable.isEmpty()) {
      return answers;
    }
    try {
      SignedIndex index = open(inventory);
      fixable.forEach(finding -> answers.put(finding, answer(index, finding)));
    } catch (PlinthException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      fixable.forEach(finding -> answers.put(finding, FixAnswer.unknown(reason)));
    }
    return answers;
  }

  private SignedIndex open(Inventory inventory) {
    SystemFacts system = inventory.system();
    if (Scopes.of(system) instanceof Scope.Unknown(String _, String reason)) {
      throw new PlinthException(dev.plinth.model.ErrorCode.NOT_FOUND, reason, "");
    }
    String architecture =
        inventory.items().stream()
            .map(item -> item.pkg())
            .filter(pkg -> pkg.type() == PackageType.DEB && !pkg.architecture().equals("all"))
            .map(InstalledPackage::architecture)
            .findFirst()
            .orElse("amd64");
    return SignedIndex.open(settings, system.id(), system.versionId(), architecture);
  }

  private FixAnswer answer(SignedIndex index, Finding finding) {
    InstalledPackage pkg = finding.item().pkg();
    VersionScheme scheme = schemes.get(PackageType.DEB);
    if (pkg.type() != PackageType.DEB || scheme == null) {
      return FixAnswer.unknown("it is no package of the distribution");
    }
    if (finding.verdict() instanceof Verdict.Affected affected && affected.subscription()) {
      return FixAnswer.unknown("the fix comes only with a subscription, whose index is not read");
    }
    List<Package> versions = index.versions(pkg.name());
    if (versions.isEmpty()) {
      return FixAnswer.unknown("main of " + index.name() + " has no package " + pkg.name());
    }
    Optional<Package> fixed =
        versions.stream()
            .filter(p -> scheme.isValid(p.sourceVersion()))
            .filter(p -> scheme.compare(p.sourceVersion(), Remedy.fixedVersion(finding)) >= 0)
            .findFirst();
    return fixed
        .map(p -> new FixAnswer(FixAnswer.Answer.YES, p.version(), p.repository() + " has it"))
        .orElseGet(() ->
            new FixAnswer(
                FixAnswer.Answer.NO,
                "",
                "the newest in " + index.name() + " is " + versions.getFirst().version()));
  }
}
