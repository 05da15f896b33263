package dev.plinth.vuln.match;

import dev.plinth.inventory.Item;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.advisory.FeedInfo;
import dev.plinth.vuln.life.LifeStatus;
import dev.plinth.vuln.life.PackageSupport;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with an image, and what cannot be told.
 *
 * @param subject of the inventory
 * @param distribution as it is shown
 * @param findings by package, then vulnerability
 * @param unknown packages of which not everything can be told
 * @param provided language packages that the distribution provides: only its feed holds
 * @param judged packages of which everything can be told
 * @param life where the distribution is in its life; a finding of its own where it has ended; empty
 *     where no file knows it
 * @param support packages whose support has ended or is limited
 * @param feeds that were used
 * @param gaps of the inventory
 */
public record ScanResult(
    String subject,
    String distribution,
    List<Finding> findings,
    List<UnknownPackage> unknown,
    int provided,
    int judged,
    Optional<LifeStatus> life,
    List<Support> support,
    List<Feed> feeds,
    List<String> gaps) {
  public ScanResult {
    findings = List.copyOf(findings);
    unknown = List.copyOf(unknown);
    support = List.copyOf(support);
    feeds = List.copyOf(feeds);
    gaps = List.copyOf(gaps);
  }

  /**
   * A package of which not everything can be told.
   *
   * @param reason one sentence
   */
  public record UnknownPackage(Item item, String reason) {}

  /** A package whose support is another than its release's. */
  public record Support(Item item, PackageSupport support) {}

  /**
   * A feed that was used.
   *
   * @param stale whether it is too old, or of no known date
   * @param onlyFixed ecosystems of this image in which it lists only what has been fixed
   */
  public record Feed(FeedInfo info, boolean stale, List<String> onlyFixed) {
    public Feed {
      onlyFixed = List.copyOf(onlyFixed);
    }
  }
}
