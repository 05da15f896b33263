package dev.plinth.vuln.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.vuln.SharedData;
import dev.plinth.vuln.life.LifeStatus.Phase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LifeTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-26");

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static LifeTable dates(String text, String file) {
    EndOfLifeDates.Read read = EndOfLifeDates.read(stream(text), file);
    assertThat(read.gaps()).isEmpty();
    return read.table();
  }

  private static Phase phase(LifeTable table, String id, String version) {
    return table.distribution(id, version, TODAY).orElseThrow().phase();
  }

  @Test
  void distroInfoIsRead() throws IOException {
    LifeTable debian =
        DistroInfo.read(stream(SharedData.text("lifecycle/debian.csv")), "debian.csv", "debian");
    assertThat(phase(debian, "debian", "13")).isEqualTo(Phase.SUPPORTED);
    assertThat(phase(debian, "debian", "12")).isEqualTo(Phase.EXTENDED);
    assertThat(phase(debian, "debian", "11")).isEqualTo(Phase.ENDED);
    assertThat(debian.distribution("debian", "99", TODAY)).isEmpty();
    LifeTable ubuntu =
        DistroInfo.read(stream(SharedData.text("lifecycle/ubuntu.csv")), "ubuntu.csv", "ubuntu");
    assertThat(phase(ubuntu, "ubuntu", "22.04")).isEqualTo(Phase.SUPPORTED);
    assertThat(phase(ubuntu, "ubuntu", "18.04")).isEqualTo(Phase.EXTENDED);
    assertThat(phase(ubuntu, "ubuntu", "23.10")).isEqualTo(Phase.ENDED);
  }

  @Test
  void realProductsOfEndOfLifeDateAreRead() throws IOException {
    LifeTable table =
        dates(SharedData.text("lifecycle/endoflife-products.json.xz"), "products.json");
    assertThat(table.cycles()).hasSizeGreaterThan(200);
    assertThat(phase(table, "alpine", "3.20.3")).isEqualTo(Phase.ENDED);
    assertThat(phase(table, "alpine", "3.24.1")).isEqualTo(Phase.SUPPORTED);
    assertThat(phase(table, "almalinux", "9.4")).isEqualTo(Phase.SUPPORTED);
  }

  @Test
  void itsOtherFormsAreReadToo() {
    LifeTable api =
        dates(
            "[{\"cycle\":\"20\",\"eol\":\"2026-04-30\"},{\"cycle\":\"99\",\"eol\":false},"
                + "{\"cycle\":\"1\",\"eol\":true,\"extendedSupport\":false}]",
            "api/nodejs.json");
    assertThat(api.product("nodejs", "20.11.1", TODAY).orElseThrow().phase())
        .isEqualTo(Phase.ENDED);
    assertThat(api.product("nodejs", "99.0", TODAY).orElseThrow().phase())
        .isEqualTo(Phase.SUPPORTED);
    assertThat(api.product("nodejs", "1.5", TODAY).orElseThrow().phase()).isEqualTo(Phase.ENDED);
    LifeTable release =
        dates(
            "{\"releases\":{\"9\":{\"name\":\"9\",\"eol\":\"2020-07-18\",\"eoes\":\"2099-07-01\"}}}",
            "debian.json");
    assertThat(phase(release, "debian", "9")).isEqualTo(Phase.EXTENDED);
    LifeTable second =
        dates(
            "{\"result\":{\"releases\":[{\"name\":\"9\",\"eolFrom\":\"2020-07-18\"}]}}",
            "debian.json");
    assertThat(phase(second, "debian", "9")).isEqualTo(Phase.ENDED);
    LifeTable named =
        dates(
            "{\"result\":{\"releases\":[{\"name\":\"9\",\"eolFrom\":\"2020-07-18\"}],"
                + "\"name\":\"debian\"}}",
            "index.json");
    assertThat(phase(named, "debian", "9")).isEqualTo(Phase.ENDED);
    LifeTable all =
        dates(
            "{\"total\":2,\"result\":[{\"name\":\"alpine-linux\",\"releases\":[{\"name\":\"3.15\","
                + "\"isEol\":true,\"eolFrom\":null}]},{\"name\":\"debian\",\"releases\":[{\"name\":\"9\","
                + "\"eolFrom\":\"2020-07-18\"}]}]}",
            "full.json");
    assertThat(phase(all, "debian", "9")).isEqualTo(Phase.ENDED);
    assertThat(phase(all, "alpine", "3.15.1")).isEqualTo(Phase.ENDED);
    LifeTable older = dates("[{\"cycle\":\"3.15\",\"eol\":\"2023-11-01\"}]", "alpine.json");
    assertThat(phase(older, "alpine", "3.15.1")).isEqualTo(Phase.ENDED);
  }

  @Test
  void wrongTypesAreGaps() {
    EndOfLifeDates.Read read =
        EndOfLifeDates.read(stream("[{\"cycle\":5},{\"cycle\":\"1\",\"eol\":false}]"), "a.json");
    assertThat(read.gaps()).hasSize(1);
    assertThat(read.table().cycles()).hasSize(1);
  }

  @Test
  void packagesWhoseSupportEndedAreKnown() throws IOException {
    LifeTable table =
        SecuritySupport.read(
                stream(SharedData.text("lifecycle/security-support-ended.deb12")),
                "security-support-ended.deb12")
            .and(
                SecuritySupport.read(
                    stream(SharedData.text("lifecycle/security-support-limited")),
                    "security-support-limited"));
    assertThat(table.support("12", "pdns", TODAY))
        .singleElement()
        .matches(s -> s.ended().equals("2025-10-01") && !s.limited());
    assertThat(table.support("12", "pdns", LocalDate.parse("2025-09-01"))).isEmpty();
    assertThat(table.support("11", "pdns", TODAY)).isEmpty();
    assertThat(table.support("12", "php-horde-core", TODAY)).hasSize(1);
    assertThat(table.support("13", "golang-1.22", TODAY))
        .singleElement()
        .matches(PackageSupport::limited);
    assertThat(table.support("12", "bash", TODAY)).isEmpty();
  }
}
