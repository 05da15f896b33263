package dev.plinth.vuln.match;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.pkg.VersionScheme;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.SeverityOrder;
import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.FeedInfo;
import dev.plinth.vuln.advisory.VulnerabilityFacts;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.life.PackageSupport;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Matches inventories with a database of advisories. Safe for use by several threads. */
public final class Matcher {
  private final AdvisoryIndex index;
  private final LifeTable life;
  private final Coverage coverage;
  private final SeverityOrder order;
  private final PackageMatcher packages;

  /**
   * @param life when support ends
   * @param schemes the version order of each type of package
   * @param coverage the time of the scan, and how old feeds may be
   * @param order whose rating counts
   */
  public Matcher(
      AdvisoryIndex index,
      LifeTable life,
      Map<PackageType, VersionScheme> schemes,
      Coverage coverage,
      SeverityOrder order) {
    this.index = index;
    this.life = life;
    this.coverage = coverage;
    this.order = order;
    this.packages = new PackageMatcher(index, schemes, Optional.of(coverage));
  }

  /** What single packages are judged by. */
  public PackageMatcher packages() {
    return packages;
  }

  /** Matches all packages of an inventory. */
  public ScanResult match(Inventory inventory) {
    Scope scope = Scopes.of(inventory.system());
    List<Item> items = inventory.items();
    Provided provided = new Provided(scope, items);
    Scan scan = new Scan(scope, provided, LocalDate.ofInstant(coverage.now(), ZoneOffset.UTC));
    try (Ahead ahead = new Ahead(packages, scope, provided, items)) {
      for (int i = 0; i < items.size(); i++) {
        ahead.reached(i);
        scan.item(items.get(i));
      }
    }
    return new ScanResult(
        inventory.subject(),
        scope.label(),
        scan.findings,
        scan.unknown,
        scan.leftOut,
        scan.judged,
        life.distribution(inventory.system().id(), inventory.system().versionId(), scan.today),
        scan.support,
        scan.feeds(),
        inventory.gaps());
  }

  /** One inventory on its way. */
  private final class Scan {
    private final Scope scope;
    private final Provided provided;
    private final LocalDate today;
    private final ReleaseFixes fixes;
    private final List<Finding> findings = new ArrayList<>();
    private final List<ScanResult.UnknownPackage> unknown = new ArrayList<>();
    private final List<ScanResult.Support> support = new ArrayList<>();
    private final NavigableSet<String> ecosystems = new TreeSet<>();
    private final Map<String, VulnerabilityFacts> facts = new HashMap<>();
    private int leftOut;
    private int judged;

    Scan(Scope scope, Provided provided, LocalDate today) {
      this.scope = scope;
      this.provided = provided;
      this.today = today;
      this.fixes = new ReleaseFixes(index, scope);
      if (scope instanceof Scope.Known known) {
        ecosystems.add(known.main());
        ecosystems.addAll(known.subscription());
      }
    }

    void item(Item item) {
      if (provided.is(item)) {
        leftOut++;
        return;
      }
      if (!item.doubt().isEmpty()) {
        unknown.add(new ScanResult.UnknownPackage(item, item.doubt()));
        return;
      }
      Subject subject = Subject.of(item.pkg());
      Outcome outcome = packages.outcome(scope, subject);
      if (outcome.unknown().isEmpty()) {
        judged++;
      } else {
        unknown.add(new ScanResult.UnknownPackage(item, outcome.unknown()));
      }
      for (Decision decision : outcome.findings()) {
        findings.add(finding(item, decision));
      }
      if (scope instanceof Scope.Known known && known.family().equals("debian")) {
        for (PackageSupport told : life.support(known.release(), item.pkg().source(), today)) {
          support.add(new ScanResult.Support(item, told));
        }
      }
      PackageMatcher.ecosystem(item.pkg().type()).ifPresent(ecosystems::add);
    }

    private Finding finding(Item item, Decision decision) {
      VulnerabilityFacts known =
          facts.computeIfAbsent(
              decision.vulnerability(),
              id -> index.vulnerability(id).orElseGet(() -> VulnerabilityFacts.unknown(id)));
      List<Rating> ratings = new ArrayList<>(decision.ratings());
      ratings.addAll(known.ratings());
      return new Finding(
          decision.vulnerability(),
          known.aliases(),
          item,
          fixes.of(decision.vulnerability(), item.pkg(), decision.verdict()),
          decision.advisories(),
          ratings,
          order.choose(ratings),
          known.exploitation());
    }

    /** Those of the ecosystems here, and those that know more of any vulnerability. */
    List<ScanResult.Feed> feeds() {
      List<ScanResult.Feed> used = new ArrayList<>();
      for (FeedInfo feed : index.feeds()) {
        List<String> here =
            feed.ecosystems().keySet().stream()
                .filter(e -> ecosystems.contains(e) || general(e))
                .toList();
        if (!here.isEmpty() || feed.ecosystems().isEmpty()) {
          List<String> onlyFixed =
              here.stream().filter(e -> !feed.ecosystems().getOrDefault(e, true)).toList();
          used.add(new ScanResult.Feed(feed, coverage.stale(feed), onlyFixed));
        }
      }
      return used;
    }

    private boolean general(String ecosystem) {
      return ecosystem.equals(Ecosystems.DEBIAN)
          && scope instanceof Scope.Known known
          && known.general().equals(ecosystem);
    }
  }
}
