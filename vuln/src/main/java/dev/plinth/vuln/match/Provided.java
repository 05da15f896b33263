package dev.plinth.vuln.match;

import dev.plinth.inventory.Item;
import dev.plinth.pkg.installed.InstalledPackage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which packages of languages the distribution answers for: those that its own packages bring. It
 * mends them under versions that stay the same, so advisories of their language say nothing of
 * them. Of what is in packages of others (Jenkins, Elasticsearch, kubectl, Node of its own
 * repository) they say all that there is. Safe for use by several threads.
 */
public final class Provided {
  private final Scope scope;
  private final Set<InstalledPackage> doubted = new HashSet<>();
  private final Map<InstalledPackage, Boolean> own = new ConcurrentHashMap<>();

  /**
   * @param items all of the inventory, among them the owners
   */
  public Provided(Scope scope, List<Item> items) {
    this.scope = scope;
    for (Item item : items) {
      if (!item.doubt().isEmpty()) {
        doubted.add(item.pkg());
      }
    }
  }

  /** Whether advisories are asked about it. */
  public boolean isJudged(Item item) {
    return !is(item) && item.doubt().isEmpty();
  }

  /** Whether it is one of them. */
  public boolean is(Item item) {
    return !item.pkg().type().isSystem()
        && item.owner().map(owner -> own.computeIfAbsent(owner, this::isOwn)).orElse(false);
  }

  private boolean isOwn(InstalledPackage owner) {
    boolean foreign =
        scope instanceof Scope.Known known && Vendors.foreign(known, Subject.of(owner)).isPresent();
    return !foreign && !doubted.contains(owner);
  }
}
