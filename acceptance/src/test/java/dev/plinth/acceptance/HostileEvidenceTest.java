package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.evidence.trail.Trail;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.statement.PredicateType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evidence that is made to harm whoever reads it: every command that reads evidence ends soon, with
 * the heap that it always has, and says in a sentence what is wrong, or does not care.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileEvidenceTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("verify", "tiny"),
          List.of("evidence", "tiny"),
          List.of("evidence", "tiny", "provenance"),
          List.of("sbom", "tiny"),
          List.of("trail", "tiny"),
          List.of("explain", "tiny", "tiny-app"));

  @TempDir static Path folder;
  private HostileBench bench;
  private PlinthProcess whole;
  private String index = "";
  private String manifest = "";
  private int turn;

  /** Changes a store. */
  private interface Attack {
    void on(LayoutEdit store) throws IOException;
  }

  /**
   * One of them.
   *
   * @param code of {@code verify}
   * @param words that it says
   */
  private record Case(Attack attack, int code, String words) {}

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

  private static PlinthProcess home(Path home) {
    return new PlinthProcess(home)
        .with("PLINTH_CONFIG", folder.resolve("config").toString())
        .with("PLINTH_KEY_PASSWORD", "secret");
  }

  @Test
  void bundlesThatAreNone() throws IOException {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("bad base64", bundle(b -> envelope(b).put("payload", "*!"), "base64"));
    cases.put("base64 in two forms", bundle(b -> envelope(b).put("payload", "e30"), "base64"));
    cases.put(
        "an unknown version",
        bundle(b -> b.put("mediaType", "application/vnd.x"), "is not that of a Sigstore bundle"));
    cases.put("no signature", bundle(b -> envelope(b).putArray("signatures"), "signatures"));
    cases.put(
        "its signature twice",
        bundle(
            b -> envelope(b).withArray("signatures").add(b.at("/dsseEnvelope/signatures/0")),
            "signatures"));
    cases.put(
        "an unknown algorithm",
        bundle(
            b -> {
              b.remove("dsseEnvelope");
              ObjectNode message = b.putObject("messageSignature").put("signature", "QQ==");
              message.putObject("messageDigest").put("algorithm", "MD5").put("digest", "QQ==");
            },
            "SHA2_256"));
    cases.put("a text for an object", bundle(b -> b.put("dsseEnvelope", "x"), "dsseEnvelope"));
    cases.put("a number for a text", bundle(b -> envelope(b).put("payload", 5), "payload"));
    cases.put("another payload", bundle(b -> envelope(b).put("payload", "e30="), "does not hold"));
    cases.put("no JSON", raw("{".getBytes(StandardCharsets.UTF_8), "JSON"));
    cases.put("deep JSON", raw(deep(), "JSON"));
    cases.put("a member twice", raw(text("{\"mediaType\":\"a\",\"mediaType\":\"b\"}"), "JSON"));
    check(cases);
  }

  @Test
  void layoutsThatLeadAstray() throws IOException {
    Map<String, Case> cases = new LinkedHashMap<>();
    // What is wrong with others is not the image's.
    cases.put("referrers in a circle", new Case(this::circle, 0, ""));
    cases.put("a damaged referrer of the image", new Case(this::damaged, 6, "d".repeat(12)));
    cases.put(
        "a referrer of wrong types",
        new Case(
            store -> {
              ObjectNode wrong = JsonMapper.shared().createObjectNode();
              wrong.put("mediaType", "application/vnd.oci.image.manifest.v1+json");
              wrong.put("schemaVersion", "two").put("layers", 3);
              wrong.putArray("subject");
              store.list(wrong);
            },
            0,
            ""));
    cases.put(
        "an index in itself",
        new Case(
            store -> {
              ObjectNode self = store.json(index);
              String digest = "sha256:" + "b".repeat(64);
              ((ObjectNode) self.at("/manifests/0")).put("digest", digest);
              Files.write(store.blob(digest), JsonMapper.shared().writeValueAsBytes(self));
              rename(store, digest);
            },
            6,
            "b".repeat(12)));
    cases.put(
        "an unknown digest",
        new Case(
            store ->
                store.list(entries -> entries.getLast().put("digest", "md5:" + "0".repeat(32))),
            3,
            "digest"));
    cases.put(
        "deep index.json",
        new Case(store -> Files.write(store.indexJson(), deep()), 3, "index.json"));
    cases.put("very many platforms", new Case(this::platforms, 6, "no accepted key"));
    cases.put("very many referrers", new Case(this::many, 6, "referrers"));
    cases.put(
        "commands for a terminal",
        new Case(
            store -> store.attach(index, Bundle.MEDIA_TYPE, "\u001b[2J\u202e", text("{}")), 0, ""));
    check(cases);
  }

  @Test
  void hugeOnes() throws IOException {
    byte[] spaces = new byte[150 << 20];
    Arrays.fill(spaces, (byte) ' ');
    spaces[0] = '{';
    spaces[spaces.length - 1] = '}';
    byte[] long64 = text("{\"mediaType\":\"" + "A".repeat(120 << 20) + "\"}");
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("a bundle of spaces", raw(spaces, "bytes"));
    cases.put("a bundle of one long text", raw(long64, "bytes"));
    cases.put(
        "many large bundles",
        new Case(
            store -> {
              byte[] large = Arrays.copyOfRange(spaces, 0, 28 << 20);
              large[large.length - 1] = '}';
              for (int i = 0; i < 8; i++) {
                large[1] = i % 2 == 0 ? (byte) '\n' : (byte) ' ';
                large[2 + i / 2] = '\t';
                store.attach(index, Bundle.MEDIA_TYPE, PredicateType.SIGNATURE, large);
              }
            },
            6,
            "too many bytes"));
    cases.put(
        "a trail of nothing",
        new Case(
            store -> {
              drop(store, index, Trail.ARTIFACT_TYPE);
              store.attach(index, Trail.ARTIFACT_TYPE, "", new byte[15 << 20]);
            },
            6,
            "trail"));
    cases.put(
        "a deep trail",
        new Case(
            store -> {
              drop(store, index, Trail.ARTIFACT_TYPE);
              store.attach(index, Trail.ARTIFACT_TYPE, "", deep());
            },
            6,
            "trail"));
    cases.put(
        "a size that lies",
        new Case(
            store -> store.list(entries -> entries.getLast().put("size", Long.MAX_VALUE)),
            6,
            "bytes"));
    check(cases);
  }

  /** Nothing is signed, so nothing is believed; but it is read and shown. */
  @Test
  void unsignedStatements() throws IOException {
    Map<String, Case> cases = new LinkedHashMap<>();
    String plain = "application/vnd.in-toto+json";
    for (String type : List.of(Provenance.PREDICATE_TYPE, PredicateType.SPDX)) {
      for (byte[] statement :
          List.of(text("[]"), text("{\"_type\":5}"), deep(), statement(type, "[1]"))) {
        cases.put(
            type + " " + statement.length,
            new Case(
                store -> {
                  String subject = type.equals(PredicateType.SPDX) ? manifest : index;
                  drop(store, subject, type);
                  ObjectNode about = store.json(store.attach(subject, plain, type, statement));
                  about.put("artifactType", plain);
                  ((ObjectNode) about.get("annotations")).put("in-toto.io/predicate-type", type);
                  store.list(about);
                },
                6,
                type.equals(PredicateType.SPDX) ? "spdx" : "provenance"));
      }
    }
    check(cases);
  }

  /** By every command in full; else by {@code verify} and by one of the others in turn. */
  private List<List<String>> commands() {
    if (Boolean.getBoolean("plinth.full")) {
      return COMMANDS;
    }
    return List.of(COMMANDS.getFirst(), COMMANDS.get(1 + turn++ % (COMMANDS.size() - 1)));
  }

  private void check(Map<String, Case> cases) throws IOException {
    for (Map.Entry<String, Case> one : cases.entrySet()) {
      PlinthProcess copy = home(folder.resolve("copy"));
      Trees.copy(whole.store(), copy.store());
      one.getValue().attack().on(new LayoutEdit(copy.store()));
      for (List<String> command : commands()) {
        Instant start = Instant.now();
        PlinthProcess.Result result = copy.run(command.toArray(String[]::new));
        String what = one.getKey() + ": " + String.join(" ", command);
        String said = result.out() + result.err();
        assertThat(Duration.between(start, Instant.now())).as(what).isLessThan(LONGEST);
        assertThat(result.code()).as("%s%n%s", what, said).isIn(0, 3, 4, 6);
        assertThat(said).as(what).doesNotContain("internal error", "Exception", "\u001b", "\u202e");
        if (result.code() != 0) {
          assertThat(result.err()).as(what).contains("plinth: ", "  → ");
        }
        if (command.getFirst().equals("verify")) {
          assertThat(result.code()).as("%s%n%s", what, said).isEqualTo(one.getValue().code());
          assertThat(said).as(what).contains(one.getValue().words());
        }
      }
      Trees.delete(copy.store().getParent());
    }
  }

  // ---- attacks -------------------------------------------------------------------------------

  private static ObjectNode envelope(ObjectNode bundle) {
    return (ObjectNode) bundle.get("dsseEnvelope");
  }

  /** Another bundle in the place of the image's signature. */
  private Case bundle(Consumer<ObjectNode> change, String words) {
    return new Case(
        store -> {
          for (String referrer : store.referrers(index, PredicateType.SIGNATURE)) {
            ObjectNode about = store.json(referrer);
            ObjectNode bundle = store.json(about.at("/layers/0/digest").asString());
            change.accept(bundle);
            store.point((ObjectNode) about.at("/layers/0"), store.put(bundle));
            store.swapListed(referrer, store.put(about));
          }
        },
        6,
        words);
  }

  private Case raw(byte[] bundle, String words) {
    return new Case(
        store -> {
          drop(store, index, PredicateType.SIGNATURE);
          store.attach(index, Bundle.MEDIA_TYPE, PredicateType.SIGNATURE, bundle);
        },
        6,
        words);
  }

  private static void drop(LayoutEdit store, String subject, String type) throws IOException {
    List<String> gone = store.referrers(subject, type);
    store.list(entries -> entries.removeIf(e -> gone.contains(e.get("digest").asString())));
  }

  /** Each says that it is about the other, which no right digests can. */
  private void circle(LayoutEdit store) throws IOException {
    String one = "sha256:" + "a".repeat(64);
    String other = "sha256:" + "c".repeat(64);
    List<ObjectNode> listed = new ArrayList<>();
    for (List<String> pair : List.of(List.of(one, other), List.of(other, one))) {
      ObjectNode about = store.json(store.referrers(index, PredicateType.SIGNATURE).getFirst());
      ((ObjectNode) about.get("subject")).put("digest", pair.getLast());
      Files.write(store.blob(pair.getFirst()), JsonMapper.shared().writeValueAsBytes(about));
      listed.add(LayoutEdit.entry(pair.getFirst(), about));
    }
    store.list(entries -> entries.addAll(listed));
  }

  /** It said something of the image, and nobody knows what. */
  private void damaged(LayoutEdit store) throws IOException {
    ObjectNode about = store.json(store.referrers(index, PredicateType.SPDX).getFirst());
    String digest = "sha256:" + "d".repeat(64);
    Files.write(store.blob(digest), JsonMapper.shared().writeValueAsBytes(about));
    store.list(entries -> entries.add(LayoutEdit.entry(digest, about)));
  }

  private void many(LayoutEdit store) throws IOException {
    ObjectNode about = store.json(store.referrers(index, PredicateType.SIGNATURE).getFirst());
    List<ObjectNode> listed = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      ((ObjectNode) about.get("annotations")).put("number", Integer.toString(i));
      listed.add(LayoutEdit.entry(store.put(about), about));
    }
    store.list(entries -> entries.addAll(listed));
  }

  private void platforms(LayoutEdit store) throws IOException {
    ObjectNode changed = store.json(index);
    ObjectNode one = (ObjectNode) changed.at("/manifests/0");
    for (int i = 0; i < 10_000; i++) {
      ObjectNode other = one.deepCopy();
      other.putObject("annotations").put("number", Integer.toString(i));
      changed.withArray("manifests").add(other);
    }
    rename(store, store.put(changed));
  }

  private void rename(LayoutEdit store, String digest) throws IOException {
    long size = Files.size(store.blob(digest));
    store.list(entries -> {
      for (ObjectNode entry : entries) {
        if (entry.get("digest").asString().equals(index)) {
          entry.put("digest", digest);
          entry.put("size", size);
        }
      }
    });
  }

  private byte[] statement(String type, String predicate) {
    return text(
        "{\"_type\":\"https://in-toto.io/Statement/v0.1\",\"subject\":[{\"name\":\"x\",\"digest\":"
            + "{\"sha256\":\""
            + index.substring("sha256:".length())
            + "\"}}],\"predicateType\":\""
            + type
            + "\",\"predicate\":"
            + predicate
            + "}");
  }

  private static byte[] deep() {
    return text("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
