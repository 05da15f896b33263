package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.bill.BillReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A scan finds the same in an image and in bills of it, whoever made them: with an advisory of
 * every source package, half of them without a fix.
 */
@ExtendWith(Examples.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillSubjectTest {
  private static final String IMAGE = "debian-minimal";
  private static final Pattern SOURCE = Pattern.compile("built package from: (\\S+) ");

  @TempDir static Path folder;
  private PlinthProcess plinth;
  private Path layout;
  private Set<String> image;

  @BeforeAll
  void prepare(Examples examples) throws IOException {
    plinth = examples.plinth().with("PLINTH_FEEDS", folder.resolve("feeds").toString());
    layout = examples.layout(IMAGE, "amd64");
    String built = built("spdx");
    Set<String> sources = new TreeSet<>();
    Matcher named = SOURCE.matcher(built);
    while (named.find()) {
      sources.add(named.group(1));
    }
    StringBuilder advisories = new StringBuilder();
    for (String source : sources) {
      String fix = sources.size() % 2 == advisories.length() % 2 ? "" : ",{\"fixed\":\"999:1\"}";
      advisories
          .append("{\"id\":\"DEBIAN-CVE-2025-")
          .append(10_000 + advisories.length())
          .append("\",\"modified\":\"")
          .append(Instant.now().truncatedTo(ChronoUnit.SECONDS))
          .append("\",\"affected\":[{\"package\":")
          .append("{\"ecosystem\":\"Debian:12\",\"name\":\"")
          .append(source)
          .append("\"},\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[{\"introduced\":\"0\"}")
          .append(fix)
          .append("]}]}]}\n");
    }
    Path feed = Files.writeString(folder.resolve("advisories.jsonl"), advisories);
    plinth.run("feeds", "update", feed.toString()).ok();
    image = findings(layout.toString());
    assertThat(image).hasSizeGreaterThan(50);
  }

  private String built(String format) {
    return plinth.run("sbom", IMAGE, "--format", format, "--platform", "linux/amd64").ok().out();
  }

  private Set<String> findings(String subject) {
    JsonNode report = plinth.run("scan", subject, "-o", "json").ok().json();
    Set<String> found = new TreeSet<>();
    for (JsonNode finding : report.get("findings")) {
      found.add(
          finding.get("id").asString()
              + " "
              + finding.get("package").asString()
              + " "
              + finding.get("version").asString()
              + " "
              + finding.path("fixedVersion").asString());
    }
    assertThat(report.at("/summary/unknown").asInt()).as(subject).isZero();
    return found;
  }

  @Test
  void inTheBillsThatItWasBuiltWith() throws IOException {
    for (String format : new String[] {"spdx", "cyclonedx"}) {
      Path bill = Files.writeString(folder.resolve("built-" + format + ".json"), built(format));
      assertThat(findings(bill.toString())).as(format).isEqualTo(image);
    }
  }

  @Test
  void inTheBillsThatAreMadeOfTheImage() throws IOException {
    for (String format : new String[] {"spdx", "cyclonedx"}) {
      String text = plinth.run("sbom", layout.toString(), "--format", format).ok().out();
      assertThat(plinth.run("sbom", layout.toString(), "--format", format).ok().out())
          .isEqualTo(text);
      Path bill = Files.writeString(folder.resolve("found-" + format + ".json"), text);
      assertThat(findings(bill.toString())).as(format).isEqualTo(image);
    }
  }

  /** Another way to the same: from copyright files as they pass, not from the tree as built. */
  @Test
  void theirLicencesAreThoseOfTheBillThatItWasBuiltWith() {
    JsonNode own = JsonMapper.shared().readTree(built("spdx"));
    JsonNode found = plinth.run("sbom", layout.toString(), "--format", "spdx").ok().json();
    assertThat(licences(found)).isEqualTo(licences(own)).hasSizeGreaterThan(50);
    assertThat(licences(found).values())
        .filteredOn(licence -> !licence.equals("NOASSERTION"))
        .hasSizeGreaterThan(50);
    assertThat(references(found)).isEqualTo(references(own)).isNotEmpty();
    JsonNode scan = plinth.run("scan", layout.toString(), "-o", "json").ok().json();
    Map<String, String> scanned = new TreeMap<>();
    for (JsonNode one : scan.get("licences")) {
      String licence = one.get("licence").asString();
      one.get("packages")
          .forEach(pkg -> scanned.put(pkg.asString(), licence.isEmpty() ? "NOASSERTION" : licence));
    }
    assertThat(scanned).isEqualTo(licences(own));
  }

  private static Map<String, String> licences(JsonNode spdx) {
    Map<String, String> licences = new TreeMap<>();
    for (JsonNode pkg : spdx.get("packages")) {
      if (pkg.path("primaryPackagePurpose").asString("").equals("LIBRARY")) {
        licences.put(pkg.get("name").asString(), pkg.get("licenseDeclared").asString());
      }
    }
    return licences;
  }

  private static Set<String> references(JsonNode spdx) {
    Set<String> ids = new TreeSet<>();
    spdx.get("hasExtractedLicensingInfos").forEach(one -> ids.add(one.get("licenseId").asString()));
    return ids;
  }

  private Path syft(String format) {
    Path bill = folder.resolve("syft-" + format);
    if (!Files.exists(bill)) {
      Machine.run(
          folder,
          "env",
          "SYFT_CHECK_FOR_APP_UPDATE=false",
          Machine.peer("syft"),
          "scan",
          "-q",
          "oci-dir:" + layout,
          "-o",
          format + "=" + bill);
    }
    return bill;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spdx-json", "cyclonedx-json", "syft-json", "spdx-tag-value", "cyclonedx-xml"})
  void inSyftsBills(String format) {
    assertThat(findings(syft(format).toString())).isEqualTo(image);
  }

  @ParameterizedTest
  @CsvSource({"spdx-json,spdx-tag-value", "cyclonedx-json,cyclonedx-xml"})
  void everyFormOfSyftsBillsSaysTheSame(String json, String other) {
    Inventory expected = BillReader.read("it", syft(json));
    assertThat(expected.items()).hasSizeGreaterThan(50);
    assertThat(BillReader.read("it", syft(other))).isEqualTo(expected);
  }
}
