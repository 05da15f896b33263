package dev.plinth.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.deb.DebVersions;
import dev.plinth.model.Digest;
import dev.plinth.solve.KeepingResolver.Kept;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeepingResolverTest {
  private static final Digest SAME = Digest.sha256("0".repeat(64));

  private static final String INDEX =
      """
      Package: app
      Version: 1
      Depends: lib

      Package: app
      Version: 2
      Depends: lib

      Package: lib
      Version: 1

      Package: lib
      Version: 2

      Package: tool
      Version: 2
      Depends: lib (>= 2)

      Package: impossible
      Depends: lib (>= 3)
      """;

  private static List<String> chosen(String index, Map<String, Kept> kept, String... wishes) {
    Resolution resolution = resolve(index, kept, wishes);
    assertThat(resolution).isInstanceOf(Resolution.Solved.class);
    return ((Resolution.Solved) resolution)
        .choices().stream().map(choice -> choice.pkg().toString()).toList();
  }

  private static Resolution resolve(String index, Map<String, Kept> kept, String... wishes) {
    return new KeepingResolver()
        .resolve(
            new Request(
                Stream.of(wishes).map(Wish::of).toList(),
                List.of(),
                false,
                "amd64",
                List.of(),
                PlainIndex.of(index),
                DebVersions.INSTANCE),
            kept);
  }

  private static Kept version(String version) {
    return new Kept(version, SAME);
  }

  @Test
  void staysWithWhatWasChosenBefore() {
    assertThat(chosen(INDEX, Map.of(), "app")).containsExactly("app=2", "lib=2");
    assertThat(chosen(INDEX, Map.of("app", version("1"), "lib", version("1")), "app"))
        .containsExactly("app=1", "lib=1");
  }

  @Test
  void takesTheNewestWhereTheVersionIsGoneOrHasOtherBytes() {
    Kept other = new Kept("1", Digest.sha256("1".repeat(64)));
    assertThat(chosen(INDEX, Map.of("app", version("0"), "lib", other), "app"))
        .containsExactly("app=2", "lib=2");
  }

  @Test
  void movesOnlyWhatANewWishNeeds() {
    assertThat(chosen(INDEX, Map.of("app", version("1"), "lib", version("1")), "app", "tool"))
        .containsExactly("app=1", "lib=2", "tool=2");
  }

  @Test
  void movesThePackagesOfASourceTogether() {
    String index =
        """
        Package: cli
        Source: one
        Version: 1
        Depends: liba (= 1)

        Package: cli
        Source: one
        Version: 2
        Depends: liba (= 2)

        Package: liba
        Source: one
        Version: 1

        Package: liba
        Source: one
        Version: 2

        Package: other
        Version: 1

        Package: other
        Version: 2

        Package: third
        Version: 1

        Package: third
        Version: 2

        Package: new
        Depends: liba (>= 2), third (>= 2)
        """;
    Map<String, Kept> kept =
        Map.of(
            "cli",
            version("1"),
            "liba",
            version("1"),
            "other",
            version("1"),
            "third",
            version("1"));
    assertThat(chosen(index, kept, "cli", "other", "third"))
        .containsExactly("cli=1", "liba=1", "other=1", "third=1");
    assertThat(chosen(index, kept, "cli", "other", "third", "new"))
        .containsExactly("cli=2", "liba=2", "new=1", "other=1", "third=2");
  }

  @Test
  void explainsWhatNoVersionCanMeet() {
    Resolution resolution =
        resolve(INDEX, Map.of("app", version("1"), "lib", version("1")), "app", "impossible");
    assertThat(resolution).isInstanceOf(Resolution.Unsolvable.class);
    assertThat(((Resolution.Unsolvable) resolution).why().toString()).contains("lib (>= 3)");
  }
}
