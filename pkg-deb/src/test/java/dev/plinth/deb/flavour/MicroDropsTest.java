package dev.plinth.deb.flavour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MicroDropsTest {
  @Test
  void everyRowOfTheShippedTableHasAKeyOfAKnownFormAndAReasonInWords() {
    Map<String, String> table = MicroDrops.load();
    assertThat(table).containsKeys("debconf", "dpkg", "ca-certificates > openssl");
    assertThat(table.keySet())
        .allMatch(key -> key.matches("[a-z0-9*][a-z0-9+.*-]*( >!? [a-z0-9*][a-z0-9+.*-]*)?"));
    assertThat(table.values())
        .allMatch(reason -> reason.matches("[a-z].{6,}[^.]"))
        .as("for a person, without a final stop");
    assertThat(table.keySet())
        .as("never left out by name, whoever needs it")
        .doesNotContain("media-types", "tzdata", "netbase", "passwd", "perl-base", "util-linux");
  }

  @Test
  void refusesATableThatIsNotOne() {
    assertThatThrownBy(() -> MicroDrops.parse("# fine\ndebconf asks"))
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> MicroDrops.parse("a\t\n")).hasMessageContaining("line 1");
    assertThatThrownBy(() -> MicroDrops.parse("a\tb\na\tc\n")).hasMessageContaining("repeats");
  }
}
