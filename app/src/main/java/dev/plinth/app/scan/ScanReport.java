package dev.plinth.app.scan;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.source.Inventories;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.life.LifeStatus;
import dev.plinth.vuln.match.ScanResult;
import java.util.List;

/**
 * A scan as it is shown.
 *
 * @param result findings, and what cannot be told
 * @param inventory what was found
 * @param remedies findings with a fix, by the upgrade that brings it, the worst first
 * @param hasFeeds whether there was any feed at all
 */
public record ScanReport(
    ScanResult result, Inventory inventory, List<Remedy> remedies, boolean hasFeeds) {
  public ScanReport {
    remedies = List.copyOf(remedies);
  }

  /** Of a scan with {@code index}. */
  static ScanReport of(ScanResult scan, Inventory inventory, AdvisoryIndex index) {
    ReleaseFixes fixes = new ReleaseFixes(index, inventory);
    List<Finding> findings = scan.findings().stream().map(fixes::of).toList();
    ScanResult result =
        new ScanResult(
            scan.subject(),
            scan.distribution(),
            findings,
            scan.unknown(),
            scan.provided(),
            scan.judged(),
            scan.life(),
            scan.support(),
            scan.feeds(),
            scan.gaps());
    return new ScanReport(
        result, inventory, Remedy.of(findings, Formats.versions()), !index.feeds().isEmpty());
  }

  /** Whether nothing at all is known to be safe: no package was found, or none can be judged. */
  public boolean knowsNothing() {
    return result.judged() == 0;
  }

  /** Whether a layer, or the whole, ended before its end: anything may be in the rest. */
  public boolean isCutShort() {
    return result.gaps().stream().anyMatch(gap -> gap.contains(Inventories.CUT_SHORT));
  }

  /** Whether nobody supports the distribution any more. */
  public boolean ended() {
    return result.life().map(l -> l.phase() == LifeStatus.Phase.ENDED).orElse(false);
  }

  /** The digest of the layer that brought a package; empty where there are no layers. */
  public String layer(Item item) {
    int number = item.layer();
    return number >= 0 && number < inventory.layers().size() ? inventory.layers().get(number) : "";
  }

  /** Findings with a fix. */
  public List<Finding> fixable() {
    return result.findings().stream().filter(f -> !Remedy.fixedVersion(f).isEmpty()).toList();
  }
}
