package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.statement.PredicateType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Keyless signing and verifying as users have it, as far as it goes without a network. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeylessTest {
  private static final String ISSUER = "https://github.com/login/oauth";
  private static final String IDENTITY = "cody@soyland.com";

  @TempDir static Path folder;
  private HostileBench bench;
  private PlinthProcess whole;
  private String index = "";
  private int copies;

  @BeforeAll
  void build() throws IOException {
    bench = new HostileBench(folder.resolve("bench"), "");
    whole = home(folder.resolve("whole"));
    Trees.copy(bench.seed.store(), whole.store());
    whole.run("build", bench.spec.toString(), "--sign", "--quiet").ok();
    index = new LayoutEdit(whole.store()).named("tiny");
  }

  @AfterAll
  void close() throws IOException {
    bench.close();
  }

  private static PlinthProcess home(Path home) {
    return new PlinthProcess(home)
        .with("PLINTH_CONFIG", folder.resolve("config").toString())
        .with("PLINTH_KEY_PASSWORD", "secret")
        .with("PLINTH_KEYLESS", folder.resolve("nowhere").toString())
        .without("CI");
  }

  private PlinthProcess copy() throws IOException {
    PlinthProcess copy = home(folder.resolve("copy" + copies++));
    Trees.copy(whole.store(), copy.store());
    return copy;
  }

  /** What {@code build/keyless} lays out, of what the build of the module left. */
  private static PlinthProcess with(PlinthProcess plinth) throws IOException {
    Path target = Repository.root().resolve("trust-keyless/target");
    assumeTrue(
        Files.isDirectory(target.resolve("lib")), "trust-keyless is not packaged: mvn package");
    Path module = folder.resolve("keyless");
    if (!Files.exists(module)) {
      Files.createDirectory(module);
      for (Path place : List.of(target, target.resolve("lib"))) {
        try (Stream<Path> files = Files.list(place)) {
          for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
            Files.copy(jar, module.resolve(jar.getFileName()));
          }
        }
      }
    }
    return plinth.with("PLINTH_KEYLESS", module.toString());
  }

  private static String[] verify(Path root, String identity, String issuer) {
    return asked("verify", root, identity, issuer);
  }

  private static String[] asked(String command, Path root, String identity, String issuer) {
    return new String[] {
      command,
      "tiny",
      "--trusted-root",
      root.toString(),
      "--certificate-identity",
      identity,
      "--certificate-oidc-issuer",
      issuer
    };
  }

  private static String[] sign(Path root, Path config, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "sign",
                "tiny",
                "--keyless",
                "--trusted-root",
                root.toString(),
                "--signing-config",
                config.toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static void refused(PlinthProcess.Result result, int code, String... words) {
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(code);
    assertThat(result.err()).contains(words).contains("  → ").doesNotContain("Exception", "\tat ");
  }

  @Test
  void withoutTheModuleASentenceSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("some.json"), "{}");
    refused(copy().run(verify(file, IDENTITY, ISSUER)), 4, "is not installed", "build/keyless");
    refused(copy().run(sign(file, file)), 4, "is not installed", "build/keyless");
  }

  @Test
  void withoutIdentityIssuerOrRootNothingIsVerified() throws IOException {
    PlinthProcess plinth = copy();
    Path file = Files.writeString(folder.resolve("empty.json"), "{}");
    refused(plinth.run(verify(file, "", ISSUER)), 2, "--certificate-identity is missing");
    refused(plinth.run(verify(file, IDENTITY, "")), 2, "--certificate-oidc-issuer is missing");
    refused(
        plinth.run("verify", "tiny", "--certificate-identity", IDENTITY),
        2,
        "--certificate-oidc-issuer is missing");
    refused(
        plinth.run("verify", "tiny", "--trusted-root", file.toString()),
        2,
        "--certificate-identity is missing");
    refused(
        plinth.run(
            "trail", "tiny", "--certificate-identity", "a", "--certificate-oidc-issuer", "b"),
        2,
        "--trusted-root is missing");
    refused(
        plinth.run("verify", "tiny", "--key", "plinth", "--certificate-identity", IDENTITY),
        2,
        "do not go together");
    refused(plinth.run("sign", "tiny", "--keyless"), 2, "--trusted-root and --signing-config");
    refused(plinth.run("sign", "tiny", "--trusted-root", file.toString()), 2, "are for --keyless");
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, "identities: [{identity: a}]\ntrusted-root: empty.json\n");
    refused(
        plinth.run("verify", "tiny", "--policy", policy.toString()),
        3,
        "policy.yaml:1:14",
        "lacks 'issuer': without it anybody would be trusted");
    Files.writeString(policy, "identities: [{identity: a, issuer: b}]\n");
    refused(plinth.run("verify", "tiny", "--policy", policy.toString()), 3, "trusted-root");
  }

  @Test
  void aRealBundleOfAnotherImageIsJudgedAndRefused() throws IOException {
    Path data = data();
    Path root = data.resolve("trusted_root_pgi.json");
    PlinthProcess plinth = with(copy());
    new LayoutEdit(plinth.store())
        .attach(
            index,
            Bundle.MEDIA_TYPE,
            PredicateType.SIGNATURE,
            Files.readAllBytes(data.resolve("oci-attestation.sigstore.json")));
    refused(plinth.run(verify(root, IDENTITY, ISSUER)), 6, "was made for another image");
    refused(plinth.run(verify(root, "mallory@" + IDENTITY, ISSUER)), 6, "is not accepted");
    refused(plinth.run(verify(root, IDENTITY, ISSUER + "/")), 6, "is not accepted");
    Path empty = Files.writeString(folder.resolve("no-root.json"), "{}");
    refused(plinth.run(verify(empty, IDENTITY, ISSUER)), 3, "is not a trusted root");
    refused(plinth.run(verify(folder.resolve("none"), IDENTITY, ISSUER)), 4, "no trusted root");
    // A certificate that nobody asked for is nobody's business.
    assertThat(plinth.run("verify", "tiny").code()).isZero();
    assertThat(plinth.run("evidence", "tiny", "-o", "json").ok().out())
        .contains(IDENTITY + " (by " + ISSUER + ")");
  }

  @Test
  void anIdentityBesideAKeyCountsAsOne() throws IOException {
    Path data = data();
    PlinthProcess plinth = with(copy());
    Path policy = folder.resolve("both.yaml");
    String text =
        "keys: [plinth]\nidentities: [{identity: %s, issuer: %s}]\ntrusted-root: %s\nthreshold: "
            .formatted(IDENTITY, ISSUER, data.resolve("trusted_root_pgi.json"));
    Files.writeString(policy, text + 1 + "\n");
    plinth.run("verify", "tiny", "--policy", policy.toString()).ok();
    Files.writeString(policy, text + 2 + "\n");
    refused(
        plinth.run("verify", "tiny", "--policy", policy.toString()),
        6,
        "only 1 of the 2",
        "not signed by " + IDENTITY + " (by " + ISSUER + ")");
    Files.writeString(policy, text + 3 + "\n");
    refused(plinth.run("verify", "tiny", "--policy", policy.toString()), 3, "threshold");
  }

  /** The whole way, with an instance on loopback. */
  @Test
  void whatAnIdentitySignedIsVerifiedByIt() throws Exception {
    try (FakeSigstore sigstore = new FakeSigstore();
        FakeSigstore another = new FakeSigstore()) {
      Path root = sigstore.trustedRoot(folder.resolve("fake-root.json"));
      Path config = sigstore.signingConfig(folder.resolve("fake-config.json"));
      Path token = FakeSigstore.token(folder.resolve("fake-token"), IDENTITY, ISSUER);
      PlinthProcess plinth = with(home(folder.resolve("keyless-home")));
      Trees.copy(bench.seed.store(), plinth.store());
      plinth.run("build", bench.spec.toString(), "--no-sign", "--quiet").ok();
      String[] sign = sign(root, config, "--identity-token", token.toString());
      byte[] before = Files.readAllBytes(plinth.store().resolve("index.json"));
      sigstore.takeAtMost(3);
      refused(plinth.run(sign), 5, "keyless signing failed");
      assertThat(Files.readAllBytes(plinth.store().resolve("index.json"))).isEqualTo(before);
      sigstore.takeAtMost(Integer.MAX_VALUE);
      plinth.run(sign).ok();
      assertThat(sigstore.entries()).isGreaterThan(8);
      PlinthProcess.Result verified = plinth.run(verify(root, IDENTITY, ISSUER)).ok();
      assertThat(verified.out())
          .contains("signed by " + IDENTITY + " (by " + ISSUER + ")", "✓ provenance", "✓ trail");
      refused(plinth.run(verify(root, "x" + IDENTITY, ISSUER)), 6, "is not accepted");
      refused(
          plinth.run(verify(another.trustedRoot(folder.resolve("another.json")), IDENTITY, ISSUER)),
          6,
          "is not accepted",
          "ertificate");
      refused(plinth.run("verify", "tiny", "--key", "plinth"), 6, "keyless needs an identity");
      int pieces = plinth.run("evidence", "tiny", "-o", "json").ok().json().size();
      plinth.run(sign).ok();
      assertThat(plinth.run("evidence", "tiny", "-o", "json").ok().json().size())
          .as("what the same identity signed before is replaced")
          .isEqualTo(pieces);
      plinth.run(verify(root, IDENTITY, ISSUER)).ok();
      assertThat(plinth.run(asked("trail", root, IDENTITY, ISSUER)).ok().out())
          .contains("identity  " + IDENTITY, "signed by " + IDENTITY);
      refused(plinth.run(asked("trail", root, "x", ISSUER)), 6, "is not accepted");
      plinth.run("sign", "tiny", "--key", "plinth").ok();
      Path policy = folder.resolve("two.yaml");
      Files.writeString(
          policy,
          "keys: [plinth]\nidentities: [{identity: %s, issuer: %s}]\ntrusted-root: %s\n"
                  .formatted(IDENTITY, ISSUER, root)
              + "threshold: 2\nrequire: [signature]\n");
      PlinthProcess.Result both = plinth.run("verify", "tiny", "--policy", policy.toString());
      assertThat(both.out()).contains("✓ signature  ").contains("plinth", IDENTITY);
      withoutTime(new LayoutEdit(plinth.store()));
      refused(plinth.run(verify(root, IDENTITY, ISSUER)), 6, "is not accepted", "imestamp");
    }
  }

  /** Takes the signed time out of the image's signatures. */
  private static void withoutTime(LayoutEdit store) throws IOException {
    for (String referrer : store.referrers(store.named("tiny"), PredicateType.SIGNATURE)) {
      ObjectNode about = store.json(referrer);
      ObjectNode bundle = store.json(about.at("/layers/0/digest").asString());
      ObjectNode material = (ObjectNode) bundle.get("verificationMaterial");
      if (material.remove("timestampVerificationData") != null) {
        store.point((ObjectNode) about.at("/layers/0"), store.put(bundle));
        store.swapListed(referrer, store.put(about));
      }
    }
  }

  /** Nothing listens where the signing config says. */
  @Test
  void servicesThatAreNotThereLeaveTheStoreAsItWas() throws IOException {
    Path data = data();
    Path root = data.resolve("trusted_root_pgi.json");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String nobody = "http://127.0.0.1:" + port;
    Path config = folder.resolve("config.json");
    Files.writeString(config, FakeSigstore.signingConfig(nobody, nobody, nobody, nobody));
    Path token = FakeSigstore.token(folder.resolve("token"), IDENTITY, ISSUER);
    PlinthProcess plinth = with(copy());
    byte[] before = Files.readAllBytes(plinth.store().resolve("index.json"));
    refused(
        plinth.run(sign(root, config, "--identity-token", token.toString())),
        5,
        "keyless signing failed");
    refused(plinth.run(sign(root, config)), 5, "keyless signing failed", "oidc");
    Path review = Files.writeString(folder.resolve("review.json"), "{\"good\":true}");
    refused(
        plinth.run(
            "attest",
            "tiny",
            "--predicate",
            review.toString(),
            "--type",
            "https://example.org/r",
            "--keyless",
            "--trusted-root",
            root.toString(),
            "--signing-config",
            config.toString(),
            "--identity-token",
            token.toString()),
        5,
        "keyless signing failed");
    assertThat(Files.readAllBytes(plinth.store().resolve("index.json"))).isEqualTo(before);
    StoreCheck.holds(plinth.store());
    plinth.run("verify", "tiny").ok();
    Path none = Files.writeString(folder.resolve("no-config.json"), "{}");
    refused(
        plinth.run(sign(root, none, "--identity-token", token.toString())), 3, "cannot be set up");
    refused(
        plinth.run(sign(root, config, "--identity-token", none.toString())), 3, "identity token");
  }

  /** cosign's sources, which lie in the cache of Go modules where the peers were built. */
  private static Path data() throws IOException {
    String given = System.getenv("GOMODCACHE");
    Path modules =
        given == null ? Path.of(System.getProperty("user.home"), "go/pkg/mod") : Path.of(given);
    Path cosign = modules.resolve("github.com/sigstore/cosign");
    List<Path> found = List.of();
    if (Files.isDirectory(cosign)) {
      try (Stream<Path> versions = Files.list(cosign)) {
        found =
            versions
                .map(version -> version.resolve("pkg/cosign/testdata"))
                .filter(data -> Files.exists(data.resolve("oci-attestation.sigstore.json")))
                .sorted()
                .toList();
      }
    }
    assumeTrue(!found.isEmpty(), "cosign's sources are not in the cache of Go modules");
    return found.getFirst();
  }
}
