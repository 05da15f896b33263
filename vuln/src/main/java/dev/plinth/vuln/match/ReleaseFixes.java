package dev.plinth.vuln.match;

import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.advisory.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out of findings the fixes that only a later release has. Debian's tracker compares with
 * the version that fixed unstable where a release has no line of its own; nobody can upgrade to
 * that within the release.
 */
final class ReleaseFixes {
  private final AdvisoryIndex index;
  private final Scope scope;

  /** Of each source package, read once: a package has as many findings as statements. */
  private final Map<String, Set<Fix>> fixes = new HashMap<>();

  private record Fix(String vulnerability, String version) {}

  ReleaseFixes(AdvisoryIndex index, Scope scope) {
    this.index = index;
    this.scope = scope;
  }

  /** The same verdict, without a fixed version where the release has none. */
  Verdict of(String vulnerability, InstalledPackage pkg, Verdict verdict) {
    boolean elsewhere =
        scope instanceof Scope.Known known
            && !known.general().isEmpty()
            && known.type() == pkg.type()
            && verdict instanceof Verdict.Affected affected
            && !affected.fixedVersion().isEmpty()
            && !affected.subscription()
            && !isFixed(known, vulnerability, pkg, affected.fixedVersion());
    if (!elsewhere || !(verdict instanceof Verdict.Affected affected)) {
      return verdict;
    }
    Status status = affected.status() == Status.FIXED ? Status.UNFIXED : affected.status();
    return new Verdict.Affected(status, "", false);
  }

  private boolean isFixed(
      Scope.Known known, String vulnerability, InstalledPackage pkg, String version) {
    return fixes
        .computeIfAbsent(Subject.of(pkg).source(), source -> fixes(known.main(), source))
        .contains(new Fix(vulnerability, version));
  }

  private Set<Fix> fixes(String ecosystem, String source) {
    Set<Fix> found = new HashSet<>();
    for (Entry entry : index.entries(ecosystem, source)) {
      if (entry.about().status() == Status.FIXED) {
        entry
            .about()
            .ranges()
            .forEach(range ->
                entry.vulnerabilities().forEach(id -> found.add(new Fix(id, range.fixed()))));
      }
    }
    return found;
  }
}
