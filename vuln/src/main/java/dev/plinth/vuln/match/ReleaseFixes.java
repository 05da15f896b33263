package dev.plinth.vuln.match;

import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.advisory.Entry;

/**
 * Leaves out of findings the fixes that only a later release has. Debian's tracker compares with
 * the version that fixed unstable where a release has no line of its own; nobody can upgrade to
 * that within the release.
 */
final class ReleaseFixes {
  private final AdvisoryIndex index;
  private final Scope scope;

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
    return index.entries(known.main(), pkg.source()).stream()
        .filter(entry -> entry.vulnerabilities().contains(vulnerability))
        .map(Entry::about)
        .filter(about -> about.status() == Status.FIXED)
        .flatMap(about -> about.ranges().stream())
        .anyMatch(range -> range.fixed().equals(version));
  }
}
