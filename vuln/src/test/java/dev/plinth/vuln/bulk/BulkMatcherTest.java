package dev.plinth.vuln.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.vuln.SeverityOrder;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.Status;
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
          .results(
              (id, result) -> {
                int number = seen.size();
                seen.add(id);
                Inventory inventory = inventories.get(number == 40 ? 3 : number);
                // Alone, the same package twice is two findings.
                List<Item> once = inventory.items().stream().distinct().toList();
                var alone =
                    matcher.match(
                        new Inventory("i", "", List.of(), BOOKWORM, once, List.of()));
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
      List<String> affected = BulkMatcher.match(lists, matcher).affected();
      List<String> wanted = new ArrayList<>();
      Random again = new Random(6);
      for (int i = 0; i < 1000; i++) {
        boolean has =
            list(again, 100).items().stream()
                .anyMatch(
                    item ->
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
}
