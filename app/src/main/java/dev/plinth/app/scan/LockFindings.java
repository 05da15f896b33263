package dev.plinth.app.scan;

import dev.plinth.app.Settings;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.system.Releases;
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedArchitecture;
import dev.plinth.lock.LockedPackage;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.SeverityOrder;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.match.Coverage;
import dev.plinth.vuln.match.Matcher;
import dev.plinth.vuln.match.ScanResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which findings a new lock removes and adds, by the feeds of this machine. */
public final class LockFindings {
  private final Feeds feeds;
  private final SeverityOrder order;

  public LockFindings(Settings settings) {
    this.feeds = new Feeds(settings);
    this.order = RatingOrder.of(settings, "");
  }

  /**
   * What is known.
   *
   * @param diff empty where there are no feeds
   * @param unknown packages of the new lock of which not everything can be told
   * @param reason why nothing, or not everything, can be told; empty where all can
   */
  public record Known(Optional<FindingsDiff> diff, int unknown, String reason) {}

  /** Compares two locks; without an earlier one, all that the new one has is added. */
  public Known compare(Optional<Lock> before, Lock after, Coverage coverage) {
    Optional<AdvisoryDatabase> database = feeds.open();
    if (database.isEmpty()) {
      return new Known(
          Optional.empty(), 0, "there are no feeds on this machine: plinth feeds update PATH…");
    }
    try (AdvisoryDatabase opened = database.get()) {
      Matcher matcher = new Matcher(opened, opened.life(), Formats.versions(), coverage, order);
      Inventory old = before.map(LockFindings::inventory).orElseGet(() -> empty(after));
      Inventory fresh = inventory(after);
      ScanResult now = matcher.match(fresh);
      ScanResult then = matcher.match(old);
      String reason = now.unknown().stream().map(u -> u.reason()).findFirst().orElse("");
      return new Known(
          Optional.of(FindingsDiff.of(then, old.items(), now, fresh.items())),
          now.unknown().size(),
          reason);
    }
  }

  private static Inventory empty(Lock lock) {
    return new Inventory(lock.name(), "", List.of(), system(lock), List.of(), List.of());
  }

  /** The packages of all architectures; the same version of one package once. */
  private static Inventory inventory(Lock lock) {
    Map<String, Item> items = new LinkedHashMap<>();
    for (LockedArchitecture architecture : lock.architectures().values()) {
      for (LockedPackage pkg : architecture.packages()) {
        items.putIfAbsent(
            pkg.name() + "=" + pkg.version(),
            new Item(installed(lock, pkg), List.of(), -1, Optional.empty()));
      }
    }
    return new Inventory(
        lock.name(), "", List.of(), system(lock), List.copyOf(items.values()), List.of());
  }

  private static InstalledPackage installed(Lock lock, LockedPackage pkg) {
    String own = lock.distribution().replaceFirst("/.*", "/");
    return new InstalledPackage(
        PackageType.DEB,
        pkg.name(),
        pkg.version(),
        pkg.architecture(),
        pkg.source(),
        pkg.sourceVersion(),
        // A lock names no maintainers, but repositories: what is of another one is another
        // vendor's.
        pkg.repository().startsWith(own) ? "" : "repository " + pkg.repository(),
        "",
        "",
        "",
        List.of());
  }

  private static SystemFacts system(Lock lock) {
    String[] parts = lock.distribution().split("/", 2);
    String codename = parts.length > 1 ? parts[1] : "";
    String version = Releases.version(parts[0], codename).orElse("");
    return new SystemFacts(parts[0], List.of(), version, codename, "", "", List.of(), List.of());
  }
}
