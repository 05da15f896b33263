package dev.plinth.vuln.vex;

import dev.plinth.vuln.Finding;
import java.time.LocalDate;

/**
 * A finding that somebody answers for, for a time.
 *
 * @param id of the vulnerability
 * @param pkg the package's name or its source's; empty for all
 * @param owner who answers for it
 * @param reason why
 * @param expires the last day on which it holds
 */
public record Suppression(String id, String pkg, String owner, String reason, LocalDate expires) {
  /** Whether it is about a finding; whether it still holds is another question. */
  public boolean covers(Finding finding) {
    boolean named = id.equals(finding.id()) || finding.aliases().contains(id);
    return named
        && (pkg.isEmpty()
            || pkg.equals(finding.item().pkg().name())
            || pkg.equals(finding.item().pkg().source()));
  }

  /** Whether it holds on a day. */
  public boolean holds(LocalDate today) {
    return !today.isAfter(expires);
  }
}
