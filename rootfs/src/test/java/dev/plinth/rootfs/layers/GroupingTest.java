package dev.plinth.rootfs.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GroupingTest {
  private static SortedMap<String, Long> packages(int count, int large, long seed) {
    Random random = new Random(seed);
    SortedMap<String, Long> sizes = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      long size = i < large ? (1 << 20) + random.nextInt(1 << 24) : random.nextInt(1 << 20);
      sizes.put("package" + random.nextInt(1 << 30), size);
    }
    return sizes;
  }

  @Test
  void everyPackageIsInExactlyOneLayerWithinTheBudget() {
    for (int layers = 1; layers < 126; layers += 7) {
      SortedMap<String, Long> sizes = packages(150, 50, layers);
      List<List<String>> groups = Grouping.group(sizes, Map.of(), layers);
      assertThat(groups.size()).isLessThanOrEqualTo(layers);
      assertThat(groups.stream().flatMap(List::stream).sorted())
          .containsExactlyElementsOf(sizes.keySet());
    }
  }

  @Test
  void addingAPackageChangesOneLayer() {
    for (int seed = 0; seed < 300; seed++) {
      SortedMap<String, Long> sizes = packages(100, 30, seed);
      Set<List<String>> before = new HashSet<>(Grouping.group(sizes, Map.of(), 60));
      sizes.put("new", seed % 2 == 0 ? 5L << 20 : 1000);
      List<List<String>> after = Grouping.group(sizes, Map.of(), 60);
      List<List<String>> changed = after.stream().filter(g -> !before.contains(g)).toList();
      assertThat(changed).hasSize(1);
      assertThat(changed.getFirst()).contains("new");
      if (seed % 2 == 0) {
        assertThat(changed.getFirst()).containsExactly("new");
      }
    }
  }

  @Test
  void withoutBudgetAtMostOneOtherLayerIsCutAgain() {
    for (int seed = 0; seed < 300; seed++) {
      SortedMap<String, Long> sizes = packages(100, 60, seed);
      Set<List<String>> before = new HashSet<>(Grouping.group(sizes, Map.of(), 20));
      sizes.put("new", 5L << 20);
      List<List<String>> changed =
          Grouping.group(sizes, Map.of(), 20).stream().filter(g -> !before.contains(g)).toList();
      assertThat(changed.size()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void smallPackagesOfOneSourceStayTogether() {
    SortedMap<String, Long> sizes = packages(60, 0, 1);
    sizes.put("libx-a", 10L);
    sizes.put("libx-b", 10L);
    List<List<String>> groups = Grouping.group(sizes, Map.of("libx-a", "x", "libx-b", "x"), 40);
    assertThat(groups.stream().filter(g -> g.contains("libx-a")).findFirst().orElseThrow())
        .contains("libx-b");
  }
}
