package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.evidence.predicate.FoundInventory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A scan takes the inventory from what a trusted key signed, and it is what reading the layers
 * tells; whatever is wrong with the evidence, the layers are read and the user is told.
 */
@ExtendWith(Examples.Resolver.class)
@ResourceLock("examples")
class SignedInventoryTest {
  private static final String ANY_BYTE = "\"inventory\"";

  @TempDir Path folder;
  private int homes;

  /** A home with a cache of its own, so that nothing was looked at before. */
  private PlinthProcess home(Path store, String config) {
    return new PlinthProcess(folder.resolve("home" + homes++))
        .with("PLINTH_STORE", store.toString())
        .with("PLINTH_CONFIG", folder.resolve(config).toString())
        .with("PLINTH_KEY_PASSWORD", "secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian-micro", "debian-minimal", "debian-java", "debian-python"})
  void evidenceTellsWhatReadingTheLayersTells(String example, Examples examples)
      throws IOException {
    examples.build(example);
    Path store = folder.resolve("store");
    Trees.copy(examples.plinth().store(), store);
    home(store, "signer").run("key", "create").ok();
    home(store, "signer").run("sign", example).ok();
    String[][] forms = {{}, {"--no-hygiene"}, {"--no-hygiene", "--pkg-types", "os"}};
    if (Boolean.getBoolean("plinth.full")) {
      for (String[] form : forms) {
        same(example, store, "linux/amd64", form);
        same(example, store, "linux/arm64", form);
      }
    } else { // each of them, on more than one example in all
      same(example, store, "linux/amd64", forms[0]);
      same(example, store, "linux/arm64", forms[example.equals("debian-python") ? 1 : 2]);
    }
  }

  private void same(String example, Path store, String platform, String... more) {
    JsonNode told = scan(home(store, "signer"), example, platform, more);
    JsonNode read = scan(home(store, "nobody"), example, platform, more);

    assertThat(told.at("/inventory/from").asString()).isEqualTo("evidence");
    assertThat(told.at("/inventory/signers").size()).isEqualTo(1);
    assertThat(read.at("/inventory/from").asString()).isEqualTo("read");
    assertThat(read.at("/summary/packages").asInt()).isGreaterThan(3);
    assertThat(without(told)).isEqualTo(without(read));
  }

  private static JsonNode scan(PlinthProcess home, String image, String platform, String... more) {
    String[] words = {"scan", image, "--platform", platform, "-o", "json"};
    PlinthProcess.Result result = home.run(concat(words, more));
    // Without feeds nothing can be told of any package: what is listed is what is compared.
    assertThat(result.code()).as(result.err()).isLessThan(4);
    assertThat(result.err()).doesNotContain("not believed");
    return result.json();
  }

  private static String[] concat(String[] one, String[] other) {
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(one), java.util.Arrays.stream(other))
        .toArray(String[]::new);
  }

  private static ObjectNode without(JsonNode scan) {
    ObjectNode copy = ((ObjectNode) scan).deepCopy();
    copy.remove("inventory");
    return copy;
  }

  /** Changes a store, given the referrer that carries the signed inventory. */
  private interface Tampering {
    void on(LayoutEdit store, String manifest, String referrer) throws IOException;
  }

  @Test
  void whatIsNotSignedByATrustedKeyOrTamperedWithIsNotBelieved() throws IOException {
    try (HostileBench bench = new HostileBench(folder.resolve("bench"), "")) {
      Path store = folder.resolve("whole");
      Trees.copy(bench.seed.store(), store);
      home(store, "signer").run("key", "create").ok();
      home(store, "signer").run("build", bench.spec.toString(), "--sign", "--quiet").ok();
      home(store, "stranger").run("key", "create").ok();

      JsonNode told = home(store, "signer").run("scan", "tiny", "-o", "json").json();
      assertThat(told.at("/inventory/from").asString()).isEqualTo("evidence");
      JsonNode read = home(store, "nobody").run("scan", "tiny", "-o", "json").json();
      assertThat(read.at("/inventory/from").asString()).isEqualTo("read");
      assertThat(without(told)).isEqualTo(without(read));

      PlinthProcess.Result stranger = home(store, "stranger").run("scan", "tiny", "-o", "json");
      assertThat(stranger.err()).contains("not believed").contains("no key of the policy");
      assertThat(stranger.json().at("/inventory/notBelieved").asString()).isNotEmpty();
      assertThat(without(stranger.json())).isEqualTo(without(read));

      refused(
          store,
          read,
          (edit, _, referrer) -> {
            Path blob = edit.blob(edit.json(referrer).at("/layers/0/digest").asString());
            TestArchive.flip(blob, Files.size(blob) / 2);
          });
      // Whoever changes what is said has not the key to sign it again.
      refused(
          store,
          read,
          (edit, _, referrer) -> {
            ObjectNode carrier = edit.json(referrer);
            ObjectNode bundle = edit.json(carrier.at("/layers/0/digest").asString());
            ObjectNode envelope = (ObjectNode) bundle.get("dsseEnvelope");
            String payload =
                new String(
                    Base64.getDecoder().decode(envelope.get("payload").asString()),
                    StandardCharsets.UTF_8);
            assertThat(payload).contains(ANY_BYTE);
            String changed = payload.replace("\"version\":\"", "\"version\":\"9");
            assertThat(changed).isNotEqualTo(payload);
            envelope.put(
                "payload",
                Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8)));
            edit.point((ObjectNode) carrier.at("/layers/0"), edit.put(bundle));
            edit.swapListed(referrer, edit.put(carrier));
          });
    }
  }

  /** The layers are read, the result is the same, and the user is told. */
  private void refused(Path whole, JsonNode read, Tampering tampering) throws IOException {
    Path store = folder.resolve("tampered" + homes);
    Trees.copy(whole, store);
    LayoutEdit edit = new LayoutEdit(store);
    String manifest = edit.json(edit.named("tiny")).at("/manifests/0/digest").asString();
    String referrer = edit.referrers(manifest, FoundInventory.PREDICATE_TYPE).getFirst();
    tampering.on(edit, manifest, referrer);
    PlinthProcess.Result result = home(store, "signer").run("scan", "tiny", "-o", "json");
    assertThat(result.err()).contains("not believed").contains("the layers were read");
    assertThat(result.json().at("/inventory/from").asString()).isEqualTo("read");
    assertThat(without(result.json())).isEqualTo(without(read));
  }
}
