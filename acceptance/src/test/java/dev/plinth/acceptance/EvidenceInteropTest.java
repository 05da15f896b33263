package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Plinth signs goes through a registry and is accepted by others, and the other way round. */
@ExtendWith(Examples.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("examples")
class EvidenceInteropTest {
  private static final String IMAGE = "debian-micro";
  private static final List<String> TYPES =
      List.of("spdxjson", "cyclonedx", "slsaprovenance1", "https://plinth.dev/evidence/files/v1");

  @TempDir static Path folder;
  private Registry registry;
  private PlinthProcess plinth;
  private Path key;
  private String digest = "";
  private String member = "";

  @BeforeAll
  void sign(Examples examples) throws IOException {
    registry = Registry.start(folder);
    digest = examples.build(IMAGE).get("digest").asString();
    member = examples.build(IMAGE).at("/platforms/0/digest").asString();
    // A store of its own: what is attached here concerns no other test.
    plinth =
        new PlinthProcess(folder.resolve("home"))
            .with("PLINTH_CACHE", examples.plinth().cache().toString())
            .with("PLINTH_KEY_PASSWORD", "secret");
    Trees.copy(examples.plinth().store(), plinth.store());
    plinth.run("sign", IMAGE).ok();
    key = folder.resolve("plinth.pub");
    Files.writeString(key, plinth.run("key", "export", "--public").ok().out());
  }

  @AfterAll
  void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  private String push(String repository, String... options) {
    String oras = Machine.peer("oras");
    String to = registry.address() + "/" + repository + ":1";
    List<String> words = new java.util.ArrayList<>(List.of(oras, "cp"));
    words.addAll(List.of(options));
    words.addAll(List.of("--from-oci-layout", plinth.store() + ":" + IMAGE, "--to-plain-http", to));
    Machine.run(words.toArray(String[]::new));
    return registry.address() + "/" + repository;
  }

  private String cosign(String program, String... words) {
    List<String> line = new java.util.ArrayList<>(List.of(Machine.peer(program)));
    line.addAll(List.of(words));
    line.addAll(
        List.of("--key", key.toString(), "--insecure-ignore-tlog", "--allow-insecure-registry"));
    return Machine.run(line.toArray(String[]::new));
  }

  @Test
  void cosign3VerifiesImageAndStatements() {
    Machine.peer("cosign");
    String remote = push("three", "-r");
    for (String one : List.of(digest, member)) {
      assertThat(cosign("cosign", "verify", remote + "@" + one)).contains(one);
      for (String type : TYPES) {
        String said = cosign("cosign", "verify-attestation", "--type", type, remote + "@" + one);
        assertThat(said).as(type).contains("payload");
      }
    }
  }

  @Test
  void cosign2VerifiesItsOwnForm() throws IOException {
    Machine.peer("cosign2");
    plinth.run("sign", IMAGE, "--cosign2").ok();
    String remote = push("two");
    String oras = Machine.peer("oras");
    for (String one : List.of(digest, member)) {
      for (String end : List.of(".sig", ".att")) {
        String tag = one.replace(':', '-') + end;
        Machine.run(
            oras,
            "cp",
            "--from-oci-layout",
            plinth.store() + ":" + tag,
            "--to-plain-http",
            remote + ":" + tag);
      }
      assertThat(cosign("cosign2", "verify", remote + "@" + one)).contains(one);
      for (String type : TYPES.subList(0, 3)) {
        String said = cosign("cosign2", "verify-attestation", "--type", type, remote + "@" + one);
        assertThat(said).as(type).contains("payload");
      }
    }
  }

  @Test
  void aCopyThatAnotherToolMadeVerifies() throws IOException {
    String remote = push("copied", "-r");
    Path copy = folder.resolve("copy");
    Machine.run(
        Machine.peer("oras"),
        "cp",
        "-r",
        "--from-plain-http",
        remote + ":1",
        "--to-oci-layout",
        copy + ":" + IMAGE);
    PlinthProcess stranger =
        new PlinthProcess(folder.resolve("stranger")).with("PLINTH_STORE", copy.toString());
    JsonNode report =
        stranger.run("verify", IMAGE, "--key", key.toString(), "-o", "json").ok().json();
    assertThat(report.get("verified").asBoolean()).isTrue();
    assertThat(report.get("links")).hasSizeGreaterThan(10);
    stranger.run("verify", IMAGE, "--key", key.toString(), "--deep").ok();
    PlinthProcess.Result again =
        stranger.run("verify", IMAGE, "--key", key.toString(), "--rebuild", "--no-trunc").ok();
    assertThat(again.out()).contains("the same digest, " + digest);
  }

  @Test
  void whatCosignSignsPlinthAccepts(Examples examples) throws IOException {
    String cosign = Machine.peer("cosign");
    String remote = push("theirs");
    Machine.run(
        folder,
        "env",
        "COSIGN_PASSWORD=x",
        cosign,
        "generate-key-pair",
        "--output-key-prefix",
        "theirs");
    Machine.run(folder, cosign, "signing-config", "create", "--out", "signing.json");
    List<String> all = new java.util.ArrayList<>(List.of(digest));
    for (JsonNode platform : examples.build(IMAGE).get("platforms")) {
      all.add(platform.get("digest").asString());
    }
    for (String one : all) {
      Machine.run(
          folder,
          "env",
          "COSIGN_PASSWORD=x",
          cosign,
          "sign",
          "--key",
          "theirs.key",
          "--signing-config",
          "signing.json",
          "--allow-insecure-registry",
          "--yes",
          remote + "@" + one);
    }
    Path copy = folder.resolve("from-cosign");
    Machine.run(
        Machine.peer("oras"),
        "cp",
        "-r",
        "--from-plain-http",
        remote + ":1",
        "--to-oci-layout",
        copy + ":" + IMAGE);
    Path policy = folder.resolve("trust.yaml");
    Files.writeString(policy, "keys: [theirs.pub]\nrequire: [signature]\n");
    PlinthProcess stranger =
        new PlinthProcess(folder.resolve("other")).with("PLINTH_STORE", copy.toString());
    String said = stranger.run("verify", IMAGE, "--policy", policy.toString()).ok().out();
    assertThat(said).contains("✓ signature", "theirs.pub");
    PlinthProcess.Result wrong = stranger.run("verify", IMAGE, "--key", key.toString());
    assertThat(wrong.code()).as(wrong.out()).isEqualTo(6);
    assertThat(wrong.err()).contains("signature is broken");
  }

  @Test
  void syftFindsThePackagesOfTheBill(Examples examples) {
    Map<String, String> ours = new TreeMap<>();
    JsonNode bill = plinth.run("sbom", IMAGE, "--platform", "linux/amd64").ok().json();
    for (JsonNode pkg : bill.get("packages")) {
      for (JsonNode reference : pkg.path("externalRefs")) {
        String purl = reference.get("referenceLocator").asString();
        if (purl.startsWith("pkg:deb/") && !purl.contains("arch=source")) {
          ours.put(pkg.get("name").asString(), pkg.get("versionInfo").asString());
        }
      }
    }
    assertThat(ours).isEqualTo(examples.packages(IMAGE, "amd64"));
    String syft = Machine.peer("syft");
    Path layout = examples.layout(IMAGE, "amd64");
    String said =
        Machine.run(
            "env",
            "SYFT_CHECK_FOR_APP_UPDATE=false",
            syft,
            "-q",
            "--select-catalogers=debian",
            "-o=json",
            "oci-dir:" + layout);
    Map<String, String> theirs = new TreeMap<>();
    for (JsonNode one : JsonMapper.shared().readTree(said).get("artifacts")) {
      theirs.put(one.get("name").asString(), one.get("version").asString());
    }
    assertThat(theirs).isEqualTo(ours);
  }
}
