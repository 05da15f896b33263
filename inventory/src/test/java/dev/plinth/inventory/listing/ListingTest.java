package dev.plinth.inventory.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListingTest {
  @Test
  void entriesComeBack() throws IOException {
    ListedEntry[] entries = {
      new ListedEntry(EntryKind.DIRECTORY, 0755, "", ""),
      new ListedEntry(EntryKind.FILE, 04755, "usr/bin/a", ""),
      new ListedEntry(EntryKind.SYMLINK, 0777, "usr/bin/\u00e4", "/x/" + "y".repeat(300)),
      new ListedEntry(EntryKind.HARD_LINK, 0644, "usr", "u"),
      new ListedEntry(EntryKind.WHITEOUT, 0, "z".repeat(5000), ""),
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ListingWriter writer = new ListingWriter(out);
    for (ListedEntry entry : entries) {
      writer.add(entry);
    }
    ListingReader reader = new ListingReader(new ByteArrayInputStream(out.toByteArray()));
    for (ListedEntry entry : entries) {
      assertThat(reader.next()).isEqualTo(entry);
    }
    assertThat(reader.next()).isNull();
  }

  @Test
  void aTableIsAMap() {
    Random random = new Random(1);
    Map<Long, Integer> map = new HashMap<>();
    PathTable table = new PathTable(5000);
    for (int i = 0; i < 20_000; i++) {
      String path = "p/" + random.nextInt(8000);
      long hash = PathHash.of(path);
      boolean room = map.size() < 5000 || map.containsKey(hash);
      assertThat(table.put(hash, i + 1)).isEqualTo(room);
      if (room) {
        map.put(hash, i + 1);
      }
    }
    assertThat(table.size()).isEqualTo(5000);
    map.forEach((hash, value) -> assertThat(table.get(hash)).isEqualTo(value));
    assertThat(table.get(PathHash.of("absent"))).isZero();
  }

  @Test
  void aMillionPathsHaveAMillionHashes() {
    PathTable table = new PathTable(2_000_000);
    for (int i = 0; i < 1_000_000; i++) {
      table.put(PathHash.of("usr/share/doc/" + i / 100 + "/f" + i), 1);
    }
    assertThat(table.size()).isEqualTo(1_000_000);
  }
}
