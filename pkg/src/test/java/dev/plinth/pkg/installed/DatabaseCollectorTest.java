package dev.plinth.pkg.installed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseCollectorTest {
  private final DatabaseCollector found = new DatabaseCollector("db");

  @ParameterizedTest
  @CsvSource({
    "/a/b, a/b",
    "//a, a",
    "./a, a",
    "/./a, a",
    "a/.., ",
    "/, ",
    "/., ",
    "../a, ",
    "..a, ..a"
  })
  void pathsAreInsideTheRoot(String raw, String wanted) {
    List<String> paths = new ArrayList<>();
    found.path(paths, raw);
    assertThat(paths).isEqualTo(wanted == null ? List.of() : List.of(wanted));
  }

  @Test
  void namesAndVersionsAreWords() {
    found.add(pkg("a", "1"));
    for (String bad : List.of("", " ", "a b", "a\nb", "\u007f", "\u0080", "x".repeat(2000))) {
      found.add(pkg(bad, "1"));
      found.add(pkg("a", bad));
    }
    assertThat(found.finish().packages()).hasSize(1);
    assertThat(found.finish().gaps()).hasSize(14).allMatch(gap -> !gap.contains("\n"));
  }

  @Test
  void nothingButGapsIsRefused() {
    assertThat(new DatabaseCollector("db").finish().packages()).isEmpty();
    found.gap("is damaged");
    assertThatThrownBy(found::finish)
        .hasMessage("db: is damaged")
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
  }

  @Test
  void manyFaultsAreFewSentences() {
    found.add(pkg("a", "1"));
    for (int i = 0; i < 2000; i++) {
      found.gap("fault " + i);
    }
    assertThat(found.isFull()).isTrue();
    assertThat(found.finish().gaps()).hasSizeLessThan(30).anyMatch(gap -> gap.contains("not read"));
  }

  @Test
  void packagesAndPathsAreBounded() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i <= DatabaseCollector.MOST_FILES; i++) {
      found.path(paths, "f");
    }
    assertThat(paths).hasSize(DatabaseCollector.MOST_FILES);
    assertThat(found.isFullOfFiles()).isTrue();
    for (int i = 0; i <= DatabaseCollector.MOST_PACKAGES; i++) {
      found.add(pkg("a", "1"));
    }
    assertThat(found.isFull()).isTrue();
    assertThat(found.finish().packages()).hasSize(DatabaseCollector.MOST_PACKAGES);
    assertThat(found.finish().gaps()).hasSize(2);
  }

  private static InstalledPackage pkg(String name, String version) {
    return new InstalledPackage(
        PackageType.DEB, name, version, "", name, version, "", "", "", "", List.of());
  }
}
