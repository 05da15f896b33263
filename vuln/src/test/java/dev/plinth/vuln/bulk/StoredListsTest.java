package dev.plinth.vuln.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.match.PackageMatcher;
import dev.plinth.vuln.match.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StoredListsTest {
  @TempDir Path folder;

  private static Inventory inventory(SystemFacts system, Item... items) {
    return new Inventory("i", "", List.of(), system, List.of(items), List.of());
  }

  static PackageLists some() {
    PackageLists lists = new PackageLists();
    SystemFacts debian = World.system("debian", "12");
    Random random = new Random(3);
    for (int i = 0; i < 30; i++) {
      lists.add(
          "image-" + i,
          inventory(
              debian,
              IntStream.range(0, 20)
                  .mapToObj(_ -> World.deb("p" + random.nextInt(50), "1." + random.nextInt(9)))
                  .toArray(Item[]::new)));
    }
    lists.add(
        "kali ü",
        inventory(
            new SystemFacts(
                "kali",
                List.of("debian", "other"),
                "2024.4",
                "",
                "",
                "kali-rolling",
                List.of("set-1", "set-2"),
                List.of()),
            World.deb("libc6", "2.36-9", "glibc", "2.36-9", "Kali <kali@kali.org>")));
    lists.add(
        "alma",
        inventory(
            World.system("almalinux", "9.4"), World.rpm("n", "1:2-3", "", "nodejs:18:80:ab", "")));
    lists.add("empty", inventory(SystemFacts.NONE));
    lists.addSame("again", 4);
    return lists;
  }

  private StoredLists stored(PackageLists lists) {
    Path file = folder.resolve("lists");
    ListsWriter.write(lists, file);
    return StoredLists.open(file);
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    PackageLists lists = some();
    StoredLists stored = stored(lists);
    assertThat(stored.size()).isEqualTo(34);
    assertThat(stored.distinct()).isEqualTo(33);
    assertThat(stored.packages()).isEqualTo(lists.packages());
    for (int i = 0; i < lists.packages(); i++) {
      assertThat(stored.question(i)).isEqualTo(lists.question(i));
      assertThat(stored.system(i)).isEqualTo(lists.system(i));
    }
    for (int i = 0; i < lists.size(); i++) {
      assertThat(stored.id(i)).isEqualTo(lists.id(i));
      assertThat(stored.contents(i)).isEqualTo(lists.contents(i));
      assertThat(stored.packages(stored.contents(i))).isEqualTo(lists.packages(lists.contents(i)));
    }
    for (String name : List.of("p7", "glibc", "n", "none")) {
      assertThat(stored.named(name)).isEqualTo(lists.named(name));
    }
  }

  @Test
  void listsAreAddedToOnesThatAreStoredAndReplaced() {
    PackageLists more = new PackageLists();
    more.addAll(stored(some()));
    assertThat(more.size()).isEqualTo(34);
    more.add("alma", inventory(World.system("debian", "13"), World.deb("new", "1")));
    StoredLists stored = stored(more);
    assertThat(stored.size()).isEqualTo(34);
    int place = more.find("alma");
    assertThat(stored.id(place)).isEqualTo("alma");
    int[] packages = stored.packages(stored.contents(place));
    assertThat(packages).hasSize(1);
    assertThat(stored.question(packages[0]).subject().source()).isEqualTo("new");
    assertThat(stored.system(packages[0]).versionId()).isEqualTo("13");
  }

  @Test
  void resultsAreThoseOfTheListsInMemory() throws IOException {
    World world = new World();
    for (int i = 0; i < 50; i++) {
      world.osv("CVE-2025-" + (1000 + i), "Debian:12", "p" + i, "1." + i % 9);
    }
    PackageLists lists = some();
    Path results = folder.resolve("results");
    try (AdvisoryDatabase database = world.database()) {
      PackageMatcher matcher =
          new PackageMatcher(database, World.schemes(), Optional.of(World.COVERAGE));
      BulkResults.Totals totals =
          BulkResults.write(BulkMatcher.match(stored(lists), matcher), results);
      long[] sums = new long[2];
      BulkMatcher.match(lists, matcher)
          .results((_, result) -> {
            sums[0] += result.findings().size();
            sums[1] += result.unknown();
          });
      assertThat(totals).isEqualTo(new BulkResults.Totals(sums[0], sums[1]));
      assertThat(sums[0]).isPositive();
      assertThat(sums[1]).isPositive();
    }
    List<JsonNode> lines =
        Files.readAllLines(results).stream().map(JsonMapper.shared()::readTree).toList();
    long inLists = 0;
    for (JsonNode line : lines) {
      if (line.has("list")) {
        int contents = line.get("contents").asInt();
        inLists +=
            lines.stream()
                .filter(l -> l.has("findings") && l.has("contents"))
                .filter(l -> l.get("contents").asInt() == contents)
                .findFirst()
                .orElseThrow()
                .get("findings")
                .asLong();
      }
    }
    assertThat(lines.stream().filter(l -> l.has("list"))).hasSize(34);
    assertThat(inLists).isPositive();
  }

  @Test
  void damageIsToldAndNothingIsBelieved() throws IOException {
    Path file = folder.resolve("lists");
    ListsWriter.write(some(), file);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 13) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 4;
      damaged(bytes, "byte " + at);
    }
    for (int length :
        new int[] {0, 7, 20, ListsFile.HEAD - 1, whole.length / 2, whole.length - 1}) {
      damaged(Arrays.copyOf(whole, length), "cut to " + length);
    }
  }

  private void damaged(byte[] bytes, String what) throws IOException {
    Path file = Files.write(folder.resolve("damaged"), bytes);
    assertThatThrownBy(() -> StoredLists.open(file))
        .as(what)
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
  }
}
