package dev.plinth.vuln.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.system.Releases;
import dev.plinth.vuln.SharedData;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcosystemsTest {
  @ParameterizedTest
  @CsvSource({
    "Debian:12,Debian:12,''",
    "Ubuntu:22.04:LTS,Ubuntu:22.04,''",
    "Ubuntu:24.10,Ubuntu:24.10,''",
    "Ubuntu:Pro:16.04:LTS,Ubuntu:Pro:16.04,''",
    "Ubuntu:Pro:FIPS-updates:20.04:LTS,Ubuntu:Pro:FIPS-updates:20.04,''",
    "Alpine:v3.20,Alpine:v3.20,''",
    "Red Hat:enterprise_linux:9::baseos,Red Hat:9,enterprise_linux:9::baseos",
    "Red Hat:rhel_eus:9.2::appstream,Red Hat:9,rhel_eus:9.2::appstream",
    "Red Hat:rhel_e4s:8.6::appstream,Red Hat:8,rhel_e4s:8.6::appstream",
    "Red Hat:enterprise_linux:10.0,Red Hat:10,enterprise_linux:10.0",
    "Red Hat:enterprise_linux_eus:10.0,Red Hat:10,enterprise_linux_eus:10.0",
    "Red Hat:enterprise_linux_ai:1.5::el9,Red Hat:9,enterprise_linux_ai:1.5::el9",
    "Red Hat:openshift:4.12::el8,Red Hat:8,openshift:4.12::el8",
    "Red Hat:rhel_software_collections:3::el7,Red Hat:7,rhel_software_collections:3::el7",
    "Red Hat:ansible_tower:3.8,Red Hat,ansible_tower:3.8",
    "SUSE:Linux Enterprise Server 15 SP5,SUSE:15 SP5,Linux Enterprise Server 15 SP5",
    "SUSE:Linux Enterprise Module for Basesystem 15 SP5,SUSE:15 SP5,Linux Enterprise Module for"
        + " Basesystem 15 SP5",
    "SUSE:Linux Enterprise Server 15 SP3-LTSS,SUSE:15 SP3-LTSS,Linux Enterprise Server 15 SP3-LTSS",
    "SUSE:Linux Enterprise Micro 5.3,SUSE:Linux Enterprise Micro 5.3,Linux Enterprise Micro 5.3",
    "openSUSE:Leap 15.5,openSUSE:Leap 15.5,''",
    "PyPI,PyPI,''",
    "Maven:https://a.example/x,Maven,''"
  })
  void everySpellingHasOneName(String osv, String ecosystem, String product) {
    assertThat(Ecosystems.ofOsv(osv)).contains(new Ecosystems.Place(ecosystem, product));
  }

  @Test
  void whatPlinthDoesNotKnowIsPassedOver() {
    assertThat(Ecosystems.ofOsv("GitHub Actions")).isEmpty();
    assertThat(Ecosystems.ofOsv("NuGet")).isEmpty();
  }

  @Test
  void pythonNamesAreNormalised() {
    assertThat(Ecosystems.name("PyPI", "Zope.Interface__x")).isEqualTo("zope-interface-x");
    assertThat(Ecosystems.name("npm", "A.b")).isEqualTo("A.b");
  }

  /** The table was made from these files. */
  @Test
  void codenamesAreThoseOfTheDistributions() throws IOException {
    for (String family : new String[] {"debian", "ubuntu"}) {
      SharedData.text("lifecycle/" + family + ".csv")
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .filter(cells -> !cells[0].isEmpty())
          .forEach(cells ->
              assertThat(Releases.version(family, cells[2]))
                  .as(cells[2])
                  .contains(cells[0].replace(" LTS", "")));
    }
    assertThat(Releases.version("debian", "sid")).isEmpty();
    assertThat(Releases.codename("ubuntu", "22.04")).contains("jammy");
  }
}
