package dev.plinth.evidence.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrailTest {
  private static Trail trail(int entries) {
    Trail trail = Trail.EMPTY;
    for (int i = 0; i < entries; i++) {
      trail =
          trail.with(
              Instant.ofEpochSecond(1_790_000_000L + i),
              "anna@forge",
              "v1",
              "build",
              new TreeMap<>(Map.of("lock", "sha256:" + i, "tests", "\"12\" passed\n")));
    }
    return trail;
  }

  @Test
  void whatIsWrittenIsReadAgainWithTheSameHead() {
    Trail trail = trail(5);
    Trail read = Trail.read(trail.write());
    assertThat(read).isEqualTo(trail);
    assertThat(read.head()).isEqualTo(trail.head()).isNotEqualTo(trail(4).head());
    assertThat(Trail.read(new byte[0])).isEqualTo(Trail.EMPTY);
  }

  /** Every byte changed, every line taken out, doubled, or put elsewhere. */
  @Test
  void noChangeGoesUnnoticed() {
    Trail trail = trail(4);
    byte[] text = trail.write();
    for (int i = 0; i < text.length; i++) {
      byte[] changed = text.clone();
      changed[i] ^= 1;
      assertNoticed(changed, trail, "byte " + i);
    }
    List<String> lines = trail.toString().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      assertNoticed(join(fewer), trail, "without line " + i);
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      assertNoticed(join(doubled), trail, "line " + i + " twice");
      List<String> swapped = new ArrayList<>(lines);
      swapped.set(i, lines.get((i + 1) % lines.size()));
      swapped.set((i + 1) % lines.size(), lines.get(i));
      assertNoticed(join(swapped), trail, "line " + i + " swapped");
    }
  }

  private static byte[] join(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Either the chain breaks, or the head is another: then its signature does not fit. */
  private static void assertNoticed(byte[] text, Trail trail, String what) {
    Trail read;
    try {
      read = Trail.read(text);
    } catch (PlinthException e) {
      assertThat(e.code()).as(what).isIn(ErrorCode.VERIFICATION, ErrorCode.BAD_INPUT);
      return;
    }
    assertThat(read.head()).as(what).isNotEqualTo(trail.head());
  }

  @Test
  void theBrokenEntryIsNamed() {
    List<String> lines = new ArrayList<>(trail(4).toString().lines().toList());
    lines.remove(1);
    assertThatThrownBy(() -> Trail.read(join(lines)))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("entry 2 of the trail");
  }
}
