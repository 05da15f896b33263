package dev.plinth.app.scan;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.UnownedFiles;
import dev.plinth.inventory.source.Inventories;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.feed.FeedKind;
import dev.plinth.vuln.life.LifeStatus;
import dev.plinth.vuln.match.ScanResult;
import dev.plinth.vuln.match.Scopes;
import dev.plinth.vuln.vex.PackageUrl;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scan as it is shown.
 *
 * @param result findings that somebody has to act on, and what cannot be told
 * @param examination what was found in it
 * @param origin where that is known from
 * @param remedies findings with a fix, by the upgrade that brings it, the worst first
 * @param hasFeeds whether there was any feed at all
 * @param opinions what was said of findings; those that are hidden are not in {@code result}
 * @param base what it is built on; empty where that is not known
 * @param excluded what the base brought and is left out
 * @param fixes what the distribution's signed index says, by finding; empty where nobody asked
 * @param published the day on which a vulnerability became public, by its id
 * @param proven what is proved not to be a finding
 * @param today the day of the scan
 * @param images how VEX names the image
 * @param looked whether hygiene and files of no package were looked for: where not, that none is
 *     listed says nothing
 */
public record ScanReport(
    ScanResult result,
    Examination examination,
    InventoryOrigin origin,
    List<Remedy> remedies,
    boolean hasFeeds,
    Opinions opinions,
    Optional<Base> base,
    Excluded excluded,
    IdentityHashMap<Finding, FixAnswer> fixes,
    Map<String, String> published,
    List<Proven> proven,
    LocalDate today,
    List<PackageUrl> images,
    boolean looked) {

  /**
   * What was left out because the base brought it.
   *
   * @param packages how many, with findings or without
   * @param findings how many
   * @param unknown packages that cannot be judged
   * @param hygiene how many
   */
  public record Excluded(int packages, int findings, int unknown, int hygiene) {
    /** Nothing was. */
    public static final Excluded NONE = new Excluded(0, 0, 0, 0);

    public boolean any() {
      return packages + findings + unknown + hygiene > 0;
    }
  }

  public ScanReport {
    remedies = List.copyOf(remedies);
    proven = List.copyOf(proven);
    images = List.copyOf(images);
  }

  public Inventory inventory() {
    return examination.inventory();
  }

  /**
   * Whether nothing at all is known to be safe: no package was found, or none can be judged; of an
   * application alone where its base is left out and it has packages of its own.
   */
  public boolean knowsNothing() {
    boolean own = excluded.any() && inventory().items().size() > excluded.packages();
    return result.judged() == 0
        || (own && result.unknown().size() >= inventory().items().size() - excluded.packages());
  }

  /** Whether a layer, or the whole, ended before its end: anything may be in the rest. */
  public boolean isCutShort() {
    return result.gaps().stream().anyMatch(gap -> gap.contains(Inventories.CUT_SHORT));
  }

  /**
   * Whether a finding that is not marked as exploited is known not to be: a fresh catalogue is
   * among the feeds, CISA's own or in its additions to CVE records.
   */
  public boolean knowsExploited() {
    return result.feeds().stream()
        .anyMatch(feed -> !feed.stale() && FeedKind.listsExploited(feed.info().name()));
  }

  /** Whether nobody supports the distribution any more. */
  public boolean ended() {
    return result.life().map(l -> l.phase() == LifeStatus.Phase.ENDED).orElse(false);
  }

  /** Whether that is known; of what has no releases, or is no distribution, it is. */
  public boolean knowsSupport() {
    SystemFacts system = inventory().system();
    boolean none =
        system.id().isEmpty()
            && inventory().items().stream().noneMatch(item -> item.pkg().type().isSystem());
    return result.life().isPresent() || none || Scopes.rolling(system);
  }

  /** What is no longer supported: the distribution first, then packages. */
  public List<EndOfLife> endOfLife() {
    List<EndOfLife> ended = new ArrayList<>();
    result
        .life()
        .filter(l -> l.phase() == LifeStatus.Phase.ENDED)
        .ifPresent(life -> {
          String extended = life.cycle().extendedEnd();
          ended.add(
              new EndOfLife(
                  result.distribution(),
                  "",
                  extended.isEmpty() ? life.cycle().end() : extended,
                  "nobody fixes anything in it any more"));
        });
    for (ScanResult.Support one : result.support()) {
      if (!one.support().limited()) {
        ended.add(
            new EndOfLife(
                one.item().pkg().name(),
                one.item().pkg().version(),
                one.support().ended(),
                one.support().note()));
      }
    }
    return ended;
  }

  /** What should not be in an image whatever its packages are. */
  public List<HygieneFinding> hygiene() {
    return examination.hygiene();
  }

  /** Files of no package. */
  public long unowned() {
    return examination.unowned().stream().mapToLong(UnownedFiles::count).sum();
  }

  /** The digest of the layer that brought a package; empty where there are no layers. */
  public String layer(Item item) {
    return layer(item.layer());
  }

  /** The digest of a layer that is counted from 0; empty where there is none. */
  public String layer(int number) {
    return number >= 0 && number < inventory().layers().size()
        ? inventory().layers().get(number)
        : "";
  }

  /** Who has to act on what a layer brought. */
  public Responsible responsible(int layer) {
    if (base.isEmpty() || layer < 0) {
      return Responsible.UNKNOWN;
    }
    return layer < base.get().layers() ? Responsible.BASE : Responsible.APPLICATION;
  }

  /** What is known of the fix in the distribution's signed index. */
  public FixAnswer fix(Finding finding) {
    if (Remedy.fixedVersion(finding).isEmpty()) {
      return FixAnswer.NO_VERSION;
    }
    return fixes.getOrDefault(finding, FixAnswer.NOT_ASKED);
  }

  /** The day it became public, ISO 8601; empty where nobody says. */
  public String published(Finding finding) {
    return published.getOrDefault(finding.id(), "");
  }

  /** Findings with a fix. */
  public List<Finding> fixable() {
    return result.findings().stream().filter(f -> !Remedy.fixedVersion(f).isEmpty()).toList();
  }
}
