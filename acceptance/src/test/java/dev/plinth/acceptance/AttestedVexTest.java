package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** VEX of every form that is attached to an image holds where a trusted key signed it. */
class AttestedVexTest {
  private static final Map<String, String> FORMS =
      Map.of(
          "vex",
          """
          {"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:open","author":"open",
           "timestamp":"2026-11-20T00:00:00Z","version":1,"statements":[{"vulnerability":
           {"name":"CVE-2026-1"},"products":[{"@id":"pkg:deb/debian/tiny-app@1.0-1"}],
           "status":"not_affected","justification":"component_not_present"}]}
          """,
          "cyclonedx",
          """
          {"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":
           "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,
           "vulnerabilities":[{"id":"CVE-2026-2","analysis":{"state":"not_affected",
           "justification":"code_not_present"},"affects":[{"ref":"pkg:deb/debian/tiny-app@1.0-1"}]}]}
          """,
          "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json",
          """
          {"document":{"category":"csaf_vex","csaf_version":"2.0","title":"t","publisher":
           {"category":"vendor","name":"csaf","namespace":"https://example.org"},"tracking":
           {"id":"urn:csaf","status":"final","version":"1","initial_release_date":
           "2026-11-20T00:00:00Z","current_release_date":"2026-11-20T00:00:00Z",
           "revision_history":[]}},"product_tree":{"full_product_names":[{"name":"tiny",
           "product_id":"tiny","product_identification_helper":
           {"purl":"pkg:deb/debian/tiny-app@1.0-1"}}]},"vulnerabilities":[{"cve":"CVE-2026-3",
           "product_status":{"known_not_affected":["tiny"]},"flags":[{"label":
           "component_not_present","product_ids":["tiny"]}]}]}
          """);

  @TempDir Path folder;

  @Test
  void openVexCycloneDxAndCsafHoldWhereAKnownKeySignedThem() throws IOException {
    try (HostileBench bench = new HostileBench(folder.resolve("bench"), "")) {
      PlinthProcess plinth =
          new PlinthProcess(folder.resolve("own")).with("PLINTH_KEY_PASSWORD", "secret");
      Trees.copy(bench.seed.store(), plinth.store());
      plinth.run("key", "create", "builder").ok();
      plinth.run("key", "create", "security").ok();
      plinth.run("build", bench.spec.toString(), "--key", "builder", "--quiet").ok();
      assertThat(applied(plinth, true)).isEmpty();
      for (Map.Entry<String, String> form : FORMS.entrySet()) {
        Path file = Files.writeString(folder.resolve("predicate.json"), form.getValue());
        plinth
            .run(
                "attest",
                "tiny",
                "--predicate",
                file.toString(),
                "--type",
                form.getKey(),
                "--key",
                "security")
            .ok();
      }
      assertThat(applied(plinth, true)).hasSize(3).allMatch(one -> one.contains("security ("));

      PlinthProcess stranger =
          new PlinthProcess(folder.resolve("stranger"))
              .with("PLINTH_STORE", plinth.store().toString())
              .with("PLINTH_KEY_PASSWORD", "secret");
      stranger.run("key", "create").ok();
      assertThat(applied(stranger, true)).isEmpty();
      assertThat(applied(stranger, false)).isNotEmpty();
    }
  }

  private static List<String> applied(PlinthProcess plinth, boolean applied) {
    List<String> found = new ArrayList<>();
    for (JsonNode one : plinth.run("scan", "tiny", "-o", "json").json().get("vex")) {
      if (one.get("applied").asBoolean() == applied) {
        found.add(one.toString());
      }
    }
    return found;
  }
}
