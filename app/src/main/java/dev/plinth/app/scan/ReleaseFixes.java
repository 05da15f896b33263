package dev.plinth.app.scan;

import dev.plinth.inventory.Inventory;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.advisory.Entry;
import dev.plinth.vuln.match.Scope;
import dev.plinth.vuln.match.Scopes;

/**
 * Leaves out of findings the fixes that only a later release has. Debian's tracker compares with
 * the version that fixed unstable where a release has no line of its own; nobody can upgrade to
 * that within the release.
 */
final class ReleaseFixes {
  private final AdvisoryIndex index;
  private final Scope scope;

  ReleaseFixes(AdvisoryIndex index, Inventory inventory) {
    this.index = index;
    this.scope = Scopes.of(inventory.system());
  }

  /** The same finding, without a fixed version where the release has none. */
  Finding of(Finding finding) {
    boolean elsewhere =
        scope instanceof Scope.Known known
            && !known.general().isEmpty()
            && known.type() == finding.item().pkg().type()
            && finding.verdict() instanceof Verdict.Affected affected
            && !affected.fixedVersion().isEmpty()
            && !affected.subscription()
            && !isFixed(known, finding, affected.fixedVersion());
    if (!elsewhere || !(finding.verdict() instanceof Verdict.Affected affected)) {
      return finding;
    }
    Status status = affected.status() == Status.FIXED ? Status.UNFIXED : affected.status();
    return new Finding(
        finding.id(),
        finding.aliases(),
        finding.item(),
        new Verdict.Affected(status, "", false),
        finding.advisories(),
        finding.severities(),
        finding.shown(),
        finding.exploitation());
  }

  private boolean isFixed(Scope.Known known, Finding finding, String version) {
    return index.entries(known.main(), finding.item().pkg().source()).stream()
        .filter(entry -> entry.vulnerabilities().contains(finding.id()))
        .map(Entry::about)
        .filter(about -> about.status() == Status.FIXED)
        .flatMap(about -> about.ranges().stream())
        .anyMatch(range -> range.fixed().equals(version));
  }
}
