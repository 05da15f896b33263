package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.predicate.FoundInventory;
import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.evidence.trail.Trail;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.keyring.KeyFolder;
import dev.plinth.trust.statement.PredicateType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every link of a signed image's chain is tampered with, in ways that need no key and in ways that
 * do; {@code plinth verify} finds each and names it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceTamperTest {
  private static final String PASSWORD = "secret";

  @TempDir static Path folder;
  private HostileBench bench;
  private PlinthProcess whole;
  private String index = "";
  private String manifest = "";
  private int copies;

  /** Changes a store. */
  private interface Tampering {
    void on(LayoutEdit store) throws IOException;
  }

  @BeforeAll
  void build() throws IOException {
    bench = new HostileBench(folder.resolve("bench"), "");
    whole = home(folder.resolve("whole"));
    Trees.copy(bench.seed.store(), whole.store());
    whole.run("build", bench.spec.toString(), "--sign", "--quiet").ok();
    LayoutEdit store = new LayoutEdit(whole.store());
    index = store.named("tiny");
    manifest = store.json(index).at("/manifests/0/digest").asString();
  }

  @AfterAll
  void close() throws IOException {
    bench.close();
  }

  private PlinthProcess home(Path home) {
    return new PlinthProcess(home)
        .with("PLINTH_CONFIG", folder.resolve("config").toString())
        .with("PLINTH_KEY_PASSWORD", PASSWORD);
  }

  private PlinthProcess copy() throws IOException {
    PlinthProcess copy = home(folder.resolve("copy" + copies++));
    Trees.copy(whole.store(), copy.store());
    return copy;
  }

  private Signer signer() {
    byte[] password = PASSWORD.getBytes(StandardCharsets.UTF_8);
    return new KeyFolder(folder.resolve("config/keys"), new SecureRandom())
        .signer(KeyFolder.DEFAULT, _ -> Optional.of(password.clone()));
  }

  @Test
  void whatIsNotTamperedWithHolds() throws IOException {
    for (String depth : List.of("", "--deep", "--rebuild")) {
      List<String> words = new ArrayList<>(List.of("verify", "tiny", "-o", "json"));
      if (!depth.isEmpty()) {
        words.add(depth);
      }
      JsonNode report = copy().run(words.toArray(String[]::new)).ok().json();
      assertThat(report.get("verified").asBoolean()).isTrue();
      List<String> holding = new ArrayList<>();
      for (JsonNode link : report.get("links")) {
        if (link.get("outcome").asString().equals("holds")) {
          holding.add(link.get("name").asString());
        }
      }
      assertThat(holding)
          .contains(
              "signature",
              "platforms",
              "provenance",
              "inputs",
              "lock",
              "archive",
              "files linux/amd64",
              "spdx linux/amd64",
              "cyclonedx linux/amd64",
              "trail");
    }
  }

  @Test
  void withoutAnIdentityNothingIsTrusted() throws IOException {
    PlinthProcess stranger =
        new PlinthProcess(folder.resolve("stranger"))
            .with("PLINTH_STORE", whole.store().toString());
    PlinthProcess.Result result = stranger.run("verify", "tiny");
    assertThat(result.code()).isEqualTo(6);
    assertThat(result.err()).contains("no key is known");
  }

  /** One bit of every blob that the image or its evidence consists of, at three places. */
  @Test
  void everyByteThatWasChangedIsFoundAndNamed() throws IOException {
    LayoutEdit store = new LayoutEdit(whole.store());
    List<Map.Entry<String, Integer>> cases = new ArrayList<>();
    for (String digest : chain(store)) {
      for (int place = 0; place < 3; place++) {
        cases.add(Map.entry(digest, place));
      }
    }
    assertThat(cases).hasSizeGreaterThan(100);
    Collections.shuffle(cases, new Random(4));
    boolean full = Boolean.getBoolean("plinth.full");
    List<Map.Entry<String, Integer>> chosen = full ? cases : cases.subList(0, cases.size() / 10);
    for (Map.Entry<String, Integer> one : chosen) {
      PlinthProcess copy = copy();
      Path blob = new LayoutEdit(copy.store()).blob(one.getKey());
      long last = Files.size(blob) - 1;
      TestArchive.flip(blob, one.getValue() * last / 2);
      PlinthProcess.Result result = copy.run("verify", "tiny", "--no-trunc");
      assertThat(result.code()).as("%s\n%s%s", one, result.out(), result.err()).isEqualTo(6);
      assertThat(result.out() + result.err())
          .as("names what was changed: %s", one)
          .contains(one.getKey().substring("sha256:".length(), "sha256:".length() + 12));
      Trees.delete(copy.store().getParent());
    }
    System.out.println(
        "tampered with " + chosen.size() + " of " + cases.size() + " places, all found and named");
  }

  /** The image, its evidence, and what that names. */
  private Set<String> chain(LayoutEdit store) throws IOException {
    Set<String> digests = new TreeSet<>(List.of(index, manifest));
    add(store, manifest, digests);
    for (ObjectNode entry : store.listed()) {
      String digest = entry.get("digest").asString();
      String subject = store.json(digest).at("/subject/digest").asString("");
      if (subject.equals(index) || subject.equals(manifest)) {
        digests.add(digest);
        add(store, digest, digests);
      }
    }
    digests.remove("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    return digests;
  }

  private static void add(LayoutEdit store, String manifest, Set<String> digests)
      throws IOException {
    ObjectNode json = store.json(manifest);
    digests.add(json.at("/config/digest").asString());
    json.get("layers").forEach(layer -> digests.add(layer.get("digest").asString()));
  }

  /** What somebody without the key can do who mends all the digests afterwards. */
  @Test
  void whatIsConsistentButNotSignedIsFoundAndNamed() throws IOException {
    Map<String, Tampering> cases = new LinkedHashMap<>();
    cases.put("signature", store -> retag(store, changedConfig(store)));
    cases.put("signature ", store -> retag(store, changedLayer(store)));
    cases.put("signature  ", store -> retag(store, annotated(store)));
    cases.put("platforms", this::platformUnsigned);
    cases.put("signature   ", store -> drop(store, index, PredicateType.SIGNATURE));
    cases.put("provenance", store -> drop(store, index, Provenance.PREDICATE_TYPE));
    cases.put("files linux/amd64", store -> drop(store, manifest, FileList.PREDICATE_TYPE));
    cases.put("provenance ", store -> payload(store, index, Provenance.PREDICATE_TYPE, "lock"));
    cases.put(
        "files linux/amd64 ", store -> payload(store, manifest, FileList.PREDICATE_TYPE, "0644"));
    cases.put("spdx linux/amd64", store -> payload(store, manifest, PredicateType.SPDX, "tiny"));
    cases.put(
        "cyclonedx linux/amd64",
        store -> payload(store, manifest, PredicateType.CYCLONEDX, "tiny"));
    cases.put(
        "scripts linux/amd64",
        store -> payload(store, manifest, "https://plinth.dev/evidence/scripts/v1", "linux"));
    cases.put(
        "tests linux/amd64",
        store ->
            payload(store, manifest, "https://in-toto.io/attestation/test-result/v0.1", "PASSED"));
    cases.put("signature    ", store -> signatureBytes(store, index));
    cases.put("platforms ", store -> signatureBytes(store, manifest));
    cases.put("signature     ", store -> transplant(store, manifest, index));
    cases.put("trail", this::shorterTrail);
    check(cases, false);
  }

  /** What only the holder of the key can do, and the chain below catches. */
  @Test
  void whatIsSignedAndLiesIsFoundAndNamed() throws IOException {
    Map<String, Tampering> cases = new LinkedHashMap<>();
    cases.put("files linux/amd64", store -> lie(store, "\"mode\":\"0755\"", "\"mode\":\"4755\""));
    cases.put("files linux/amd64 ", store -> lie(store, "\"size\":2500", "\"size\":2501"));
    cases.put("packages read again", store -> lie(store, "package tiny-app", "package base-files"));
    cases.put(
        "layers read again",
        store ->
            resign(
                store,
                manifest,
                FoundInventory.PREDICATE_TYPE,
                text -> {
                  assertThat(text).contains("\"version\":\"1.0-1\"");
                  return text.replace("\"version\":\"1.0-1\"", "\"version\":\"1.0-2\"");
                }));
    cases.put("lock", this::otherLock);
    cases.put("archive", this::otherPackage);
    check(cases, true);
  }

  private void check(Map<String, Tampering> cases, boolean deep) throws IOException {
    for (Map.Entry<String, Tampering> one : cases.entrySet()) {
      PlinthProcess copy = copy();
      one.getValue().on(new LayoutEdit(copy.store()));
      PlinthProcess.Result result =
          deep
              ? copy.run("verify", "tiny", "--deep", "-o", "json")
              : copy.run("verify", "tiny", "-o", "json");
      assertThat(result.code())
          .as("%s\n%s%s", one.getKey(), result.out(), result.err())
          .isEqualTo(6);
      List<String> broken = new ArrayList<>();
      for (JsonNode link : result.json().get("links")) {
        if (link.get("outcome").asString().equals("broken")) {
          broken.add(link.get("name").asString());
        }
      }
      assertThat(broken)
          .as("%s\n%s", one.getKey(), result.out())
          .containsExactly(one.getKey().strip());
      Trees.delete(copy.store().getParent());
    }
  }

  // ---- ways to tamper ------------------------------------------------------------------------

  private String changedConfig(LayoutEdit store) throws IOException {
    ObjectNode image = store.json(manifest);
    ObjectNode config = store.json(image.at("/config/digest").asString());
    ((ObjectNode) config.get("config")).put("User", "0");
    store.point((ObjectNode) image.get("config"), store.put(config));
    return store.put(image);
  }

  private String changedLayer(LayoutEdit store) throws IOException {
    ObjectNode image = store.json(manifest);
    byte[] layer = Files.readAllBytes(store.blob(image.at("/layers/0/digest").asString()));
    layer[layer.length / 2] ^= 1;
    store.point((ObjectNode) image.at("/layers/0"), store.put(layer));
    return store.put(image);
  }

  private String annotated(LayoutEdit store) throws IOException {
    ObjectNode image = store.json(manifest);
    image.putObject("annotations").put("org.opencontainers.image.vendor", "Mallory");
    return store.put(image);
  }

  /** Another manifest in the index, and the name moved to the new index. */
  private void retag(LayoutEdit store, String image) throws IOException {
    ObjectNode changed = store.json(index);
    store.point((ObjectNode) changed.at("/manifests/0"), image);
    String fresh = store.put(changed);
    long size = Files.size(store.blob(fresh));
    store.list(entries -> {
      for (ObjectNode entry : entries) {
        if (entry
            .at("/annotations/org.opencontainers.image.ref.name")
            .asString("")
            .equals("tiny")) {
          entry.put("digest", fresh);
          entry.put("size", size);
        }
      }
    });
  }

  private void platformUnsigned(LayoutEdit store) throws IOException {
    drop(store, manifest, PredicateType.SIGNATURE);
  }

  private static void drop(LayoutEdit store, String subject, String type) throws IOException {
    List<String> gone = store.referrers(subject, type);
    assertThat(gone).isNotEmpty();
    store.list(entries -> entries.removeIf(e -> gone.contains(e.get("digest").asString())));
  }

  /** The bundle's payload changed, all digests mended. */
  private static void payload(LayoutEdit store, String subject, String type, String word)
      throws IOException {
    rebundle(
        store,
        subject,
        type,
        bundle -> {
          ObjectNode envelope = (ObjectNode) bundle.get("dsseEnvelope");
          String text =
              new String(
                  Base64.getDecoder().decode(envelope.get("payload").asString()),
                  StandardCharsets.UTF_8);
          assertThat(text).contains(word);
          String changed = text.replaceFirst(word, word.toUpperCase(java.util.Locale.ROOT) + "x");
          envelope.put(
              "payload",
              Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8)));
        });
  }

  private static void signatureBytes(LayoutEdit store, String subject) throws IOException {
    rebundle(
        store,
        subject,
        PredicateType.SIGNATURE,
        bundle -> {
          ObjectNode signature = (ObjectNode) bundle.at("/dsseEnvelope/signatures/0");
          byte[] bytes = Base64.getDecoder().decode(signature.get("sig").asString());
          bytes[bytes.length - 1] ^= 1;
          signature.put("sig", Base64.getEncoder().encodeToString(bytes));
        });
  }

  private static void rebundle(
      LayoutEdit store, String subject, String type, java.util.function.Consumer<ObjectNode> change)
      throws IOException {
    for (String referrer : store.referrers(subject, type)) {
      ObjectNode about = store.json(referrer);
      ObjectNode bundle = store.json(about.at("/layers/0/digest").asString());
      change.accept(bundle);
      store.point((ObjectNode) about.at("/layers/0"), store.put(bundle));
      store.swapListed(referrer, store.put(about));
    }
  }

  /** The signature of one image put beside another. */
  private static void transplant(LayoutEdit store, String from, String to) throws IOException {
    String donor = store.referrers(from, PredicateType.SIGNATURE).getFirst();
    String layer = store.json(donor).at("/layers/0/digest").asString();
    for (String referrer : store.referrers(to, PredicateType.SIGNATURE)) {
      ObjectNode about = store.json(referrer);
      store.point((ObjectNode) about.at("/layers/0"), layer);
      store.swapListed(referrer, store.put(about));
    }
  }

  private void shorterTrail(LayoutEdit store) throws IOException {
    String artifact = store.referrers(index, Trail.ARTIFACT_TYPE).getFirst();
    ObjectNode about = store.json(artifact);
    String text = Files.readString(store.blob(about.at("/layers/0/digest").asString()));
    String changed = text.replace("\"action\":\"build\"", "\"action\":\"audit\"");
    assertThat(changed).isNotEqualTo(text);
    String fresh = store.put(changed.getBytes(StandardCharsets.UTF_8));
    store.point((ObjectNode) about.at("/layers/0"), fresh);
    store.swapListed(artifact, store.put(about));
  }

  /** Signs something else with the accepted key, in the place of what was said. */
  private void resign(LayoutEdit store, String subject, String type, Change change)
      throws IOException {
    for (String referrer : store.referrers(subject, type)) {
      ObjectNode about = store.json(referrer);
      ObjectNode bundle = store.json(about.at("/layers/0/digest").asString());
      byte[] payload = Base64.getDecoder().decode(bundle.at("/dsseEnvelope/payload").asString());
      String changed = change.of(new String(payload, StandardCharsets.UTF_8));
      try (Signer signer = signer()) {
        byte[] fresh = Bundle.sign(changed.getBytes(StandardCharsets.UTF_8), signer).write();
        store.point((ObjectNode) about.at("/layers/0"), store.put(fresh));
      }
      store.swapListed(referrer, store.put(about));
    }
  }

  /** Makes another text of a statement. */
  private interface Change {
    String of(String text) throws IOException;
  }

  private void lie(LayoutEdit store, String before, String after) throws IOException {
    Change change =
        text -> {
          assertThat(text).contains(before);
          return text.replace(before, after);
        };
    resign(store, manifest, FileList.PREDICATE_TYPE, change);
  }

  /** Another lock, named rightly by a provenance that is signed again. */
  private void otherLock(LayoutEdit store) throws IOException {
    relock(
        store,
        lock -> {
          ObjectNode pkg = HostileBench.entry(lock);
          pkg.put("sha256", "0".repeat(64));
        });
  }

  /** A package that the archive never signed, with all hashes right and signed by the builder. */
  private void otherPackage(LayoutEdit store) throws IOException {
    String[] old = {""};
    byte[] evil = "evil".getBytes(StandardCharsets.UTF_8);
    String fresh = store.put(evil);
    relock(
        store,
        lock -> {
          ObjectNode pkg = HostileBench.entry(lock);
          old[0] = pkg.get("sha256").asString();
          pkg.put("sha256", fresh.substring("sha256:".length()));
          pkg.put("size", evil.length);
        });
    for (String subject : List.of(index, manifest)) {
      resign(
          store,
          subject,
          Provenance.PREDICATE_TYPE,
          text -> text.replace(old[0], fresh.substring("sha256:".length())));
    }
  }

  private void relock(LayoutEdit store, java.util.function.Consumer<ObjectNode> change)
      throws IOException {
    String bundle =
        store
            .json(store.referrers(index, Provenance.PREDICATE_TYPE).getFirst())
            .at("/layers/0/digest")
            .asString();
    JsonNode statement =
        JsonMapper.shared()
            .readTree(
                Base64.getDecoder()
                    .decode(store.json(bundle).at("/dsseEnvelope/payload").asString()));
    String old = "";
    for (JsonNode input : statement.at("/predicate/buildDefinition/resolvedDependencies")) {
      if (input.get("name").asString().equals(Provenance.LOCK)) {
        old = input.at("/digest/sha256").asString();
      }
    }
    ObjectNode lock = store.json("sha256:" + old);
    change.accept(lock);
    String fresh = store.put(lock);
    String before = old;
    for (String subject : List.of(index, manifest)) {
      resign(
          store,
          subject,
          Provenance.PREDICATE_TYPE,
          text -> text.replace(before, fresh.substring("sha256:".length())));
    }
  }
}
