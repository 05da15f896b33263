package dev.plinth.vuln.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.vuln.SeverityOrder;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.feed.FeedKind;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.match.Matcher;
import dev.plinth.vuln.match.PackageMatcher;
import dev.plinth.vuln.match.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BulkMatcherTest {
  private static final SystemFacts BOOKWORM = World.system("debian", "12");
  private static final int PACKAGES = 500;

  private static Inventory list(Random random, int size) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int number = random.nextInt(PACKAGES);
      items.add(World.deb("p" + number, "1." + random.nextInt(20) + "-1"));
    }
    return new Inventory("i", "", List.of(), BOOKWORM, items, List.of());
  }

  private static World world() {
    World world = new World();
    FeedSink sink = world.sink(FeedKind.OSV, World.TODAY);
    for (int i = 0; i < PACKAGES; i++) {
      for (int j = 0; j < 10; j++) {
        sink.accept(advisory("CVE-2024-" + (10000 + i * 10 + j), "p" + i, "1." + j * 2 + "-1"));
      }
    }
    return world;
  }

  private static Advisory advisory(String id, String pkg, String fixed) {
    return Advisory.of(
        id,
        List.of(
            AffectedPackage.of(
                "Debian:12", pkg, true, Status.FIXED, List.of(VersionRange.until(fixed)))),
        List.of());
  }

  @Test
  void theResultsAreThoseOfEachListAlone() {
    Random random = new Random(5);
    PackageLists lists = new PackageLists();
    List<Inventory> inventories = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Inventory inventory = list(random, 30);
      inventories.add(inventory);
      lists.add("list-" + i, inventory);
    }
    lists.addSame("again", 3);
    assertThat(lists.size()).isEqualTo(41);
    assertThat(lists.distinct()).isEqualTo(40);
    try (AdvisoryDatabase database = world().database()) {
      Matcher matcher =
          new Matcher(
              database, LifeTable.EMPTY, World.schemes(), World.COVERAGE, SeverityOrder.DEFAULT);
      List<String> seen = new ArrayList<>();
      BulkMatcher.match(lists, matcher.packages())
          .results((id, result) -> {
            int number = seen.size();
            seen.add(id);
            Inventory inventory = inventories.get(number == 40 ? 3 : number);
            // Alone, the same package twice is two findings.
            List<Item> once = inventory.items().stream().distinct().toList();
            var alone = matcher.match(new Inventory("i", "", List.of(), BOOKWORM, once, List.of()));
            assertThat(result.findings()).hasSameSizeAs(alone.findings());
            assertThat(result.unknown()).isEqualTo(alone.unknown().size());
          });
      assertThat(seen).hasSize(41).contains("again");
    }
  }

  /** A hundredth of the fleet here; the whole one is measured in the benchmarks. */
  @Test
  void oneNewAdvisoryFindsItsLists() {
    Random random = new Random(6);
    PackageLists lists = new PackageLists();
    for (int i = 0; i < 1000; i++) {
      lists.add("list-" + i, list(random, 100));
    }
    World one = new World();
    one.osv("CVE-2026-99999", "Debian:12", "p7", "1.10-1");
    try (AdvisoryDatabase database = one.database()) {
      PackageMatcher matcher = new PackageMatcher(database, World.schemes(), Optional.empty());
      List<String> affected = BulkMatcher.affected(lists, matcher, List.of("p7"));
      List<String> wanted = new ArrayList<>();
      Random again = new Random(6);
      for (int i = 0; i < 1000; i++) {
        boolean has =
            list(again, 100).items().stream()
                .anyMatch(item ->
                    item.pkg().name().equals("p7")
                        && World.schemes()
                                .get(item.pkg().type())
                                .compare(item.pkg().version(), "1.10-1")
                            < 0);
        if (has) {
          wanted.add("list-" + i);
        }
      }
      assertThat(affected).isEqualTo(wanted).isNotEmpty();
    }
  }

  /** 100,000 lists, 30,000 of them distinct, of 300 packages each; only in full runs. */
  @Test
  void theWholeFleet() {
    assumeTrue(Boolean.getBoolean("plinth.full"), "the whole fleet is for full runs");
    Random random = new Random(7);
    PackageLists lists = new PackageLists();
    for (int i = 0; i < 30_000; i++) {
      List<Item> items = new ArrayList<>();
      for (int j = 0; j < 300; j++) {
        items.add(World.deb("p" + random.nextInt(5000), "1." + random.nextInt(20) + "-1"));
      }
      lists.add("list-" + i, new Inventory("i", "", List.of(), BOOKWORM, items, List.of()));
    }
    for (int i = 30_000; i < 100_000; i++) {
      lists.addSame("list-" + i, random.nextInt(30_000));
    }
    World world = new World();
    FeedSink sink = world.sink(FeedKind.OSV, World.TODAY);
    for (int i = 0; i < 300_000; i++) {
      sink.accept(advisory("CVE-2024-" + (100_000 + i), "p" + i % 30_000, "1." + i % 20 + "-1"));
    }
    World one = new World().osv("CVE-2026-99999", "Debian:12", "p7", "1.10-1");
    try (AdvisoryDatabase all = world.database();
        AdvisoryDatabase single = one.database()) {
      long start = System.nanoTime();
      long[] findings = new long[1];
      BulkMatcher.match(
              lists, new PackageMatcher(all, World.schemes(), Optional.of(World.COVERAGE)))
          .results((_, result) -> findings[0] += result.findings().size());
      long whole = System.nanoTime() - start;
      start = System.nanoTime();
      int hit =
          BulkMatcher.affected(
                  lists,
                  new PackageMatcher(single, World.schemes(), Optional.empty()),
                  List.of("p7"))
              .size();
      long alone = System.nanoTime() - start;
      System.out.printf(
          "fleet: %d lists (%d distinct, %d packages), %d findings in %.1f s; one advisory hits %d"
              + " in %.2f s%n",
          lists.size(),
          lists.distinct(),
          lists.packages(),
          findings[0],
          whole / 1e9,
          hit,
          alone / 1e9);
      assertThat(whole).isLessThan(60_000_000_000L);
      assertThat(alone).isLessThan(1_000_000_000L);
    }
  }
}
