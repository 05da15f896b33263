package dev.plinth.trust.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.trust.TestKeys;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.BundleReferrer;
import dev.plinth.trust.cosign2.LegacyManifest;
import dev.plinth.trust.cosign2.SimpleSigning;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.Pem;
import dev.plinth.trust.key.PrivateKeys;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.statement.Statements;
import dev.plinth.trust.statement.Subject;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.FileSignatures;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cosign 3 and cosign 2 accept what is signed here, and what they sign is accepted here. */
class CosignTest {
  private static final byte[] PASSWORD = utf8("secret words");
  private static final PrivateKeys.NewKey KEY =
      PrivateKeys.generate(PASSWORD.clone(), new SecureRandom());
  private static final byte[] SPDX = utf8("{\"spdxVersion\":\"SPDX-2.3\"}");

  @TempDir Path folder;
  private Registry registry;
  private Descriptor platform;
  private Descriptor index;
  private Signer signer;

  @BeforeEach
  void image() throws Exception {
    registry = Registry.start(folder);
    byte[] config =
        utf8(
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
    registry.blob(config);
    registry.blob(BundleReferrer.emptyConfig());
    ImageManifest manifest =
        ImageManifest.of(
            Descriptor.of(MediaType.CONFIG, Digest.of(config), config.length),
            List.of(),
            new TreeMap<>());
    platform = registry.manifest(manifest.toDocument());
    index =
        registry.manifest(
            ImageIndex.of(List.of(platform.withPlatform(new Platform("linux", "amd64"))))
                .toDocument());
    Files.write(folder.resolve("plinth.key"), KEY.pem());
    Files.write(folder.resolve("plinth.pub"), KEY.publicKey().toPem());
    Files.write(folder.resolve("other.pub"), TestKeys.MALLORY.publicKey().toPem());
    signer = open(KEY.pem());
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void cosign3AcceptsSignaturesAndAttestations() throws Exception {
    Tool cosign = Tool.named("cosign");
    for (Descriptor subject : List.of(index, platform)) {
      String name = registry.name(subject.digest());
      attach(subject, Statements.signature(subject.digest()), PredicateType.SIGNATURE);
      List<Subject> about = List.of(Subject.of("image", subject.digest()));
      attach(subject, Statements.write(about, PredicateType.SPDX, SPDX), PredicateType.SPDX);
      attach(
          subject,
          Statements.write(Statement.Version.V1, about, PredicateType.CYCLONEDX, utf8("{}")),
          PredicateType.CYCLONEDX);
      assertThat(cosign.run(folder, verify(name, "plinth.pub")))
          .contains(subject.digest().toString(), PredicateType.SIGNATURE);
      for (String type : List.of("spdxjson", "cyclonedx")) {
        String out = cosign.run(folder, verifyAttestation(name, "plinth.pub", type));
        assertThat(out).contains("application/vnd.in-toto+json");
      }
      assertThat(cosign.attempt(folder, verify(name, "other.pub")).exit()).isNotZero();
      assertThat(
              cosign
                  .attempt(folder, verifyAttestation(name, "plinth.pub", "slsaprovenance1"))
                  .exit())
          .isNotZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1", "RSA", "Ed25519"})
  void cosign3TakesOtherKindsOfKeysBothWays(String kind) throws Exception {
    Tool cosign = Tool.named("cosign");
    KeyPairGenerator pairs = KeyPairGenerator.getInstance(kind.startsWith("s") ? "EC" : kind);
    if (kind.startsWith("s")) {
      pairs.initialize(new ECGenParameterSpec(kind));
    }
    byte[] pkcs8 = pairs.generateKeyPair().getPrivate().getEncoded();
    Files.write(folder.resolve("plain.pem"), new Pem("PRIVATE KEY", pkcs8).toBytes());
    cosign.run(folder, "import-key-pair", "--key", "plain.pem", "--output-key-prefix", "other");
    signer = open(Files.readAllBytes(folder.resolve("other.key")));
    assertThat(signer.publicKey().toPem())
        .isEqualTo(Files.readAllBytes(folder.resolve("other.pub")));
    attach(platform, Statements.signature(platform.digest()), PredicateType.SIGNATURE);
    cosign.run(folder, verify(registry.name(platform.digest()), "other.pub"));
    Files.writeString(
        folder.resolve("config.json"), cosign.run(folder, "signing-config", "create"));
    cosign.run(
        folder,
        "sign",
        "--yes",
        "--key",
        "other.key",
        "--signing-config",
        "config.json",
        "--allow-insecure-registry",
        registry.name(index.digest()));
    List<Claim> claims =
        registry.referrers(index.digest()).stream()
            .map(referrer -> Claim.ofReferrer(new Content(registry), referrer, index.digest()))
            .toList();
    Verifier verifier = Verifier.of(KeyPolicy.anyOf(Map.of("x", signer.publicKey())));
    assertThat(verifier.verify(index.digest(), PredicateType.SIGNATURE, claims))
        .isInstanceOf(Verification.Trusted.class);
  }

  @Test
  void whatCosign3SignsIsAccepted() throws Exception {
    Tool cosign = Tool.named("cosign");
    cosign.run(folder, "generate-key-pair");
    Files.writeString(
        folder.resolve("config.json"), cosign.run(folder, "signing-config", "create"));
    Files.write(folder.resolve("spdx.json"), SPDX);
    Signer theirs = open(Files.readAllBytes(folder.resolve("cosign.key")));
    assertThat(theirs.publicKey().toPem())
        .isEqualTo(Files.readAllBytes(folder.resolve("cosign.pub")));
    String name = registry.name(index.digest());
    for (String key : List.of("cosign.key", "plinth.key")) {
      cosign.run(
          folder,
          "sign",
          "--yes",
          "--key",
          key,
          "--signing-config",
          "config.json",
          "--allow-insecure-registry",
          name);
    }
    cosign.run(
        folder,
        "attest",
        "--yes",
        "--key",
        "cosign.key",
        "--signing-config",
        "config.json",
        "--type",
        "spdxjson",
        "--predicate",
        "spdx.json",
        "--allow-insecure-registry",
        name);
    List<Claim> claims =
        registry.referrers(index.digest()).stream()
            .map(referrer -> Claim.ofReferrer(new Content(registry), referrer, index.digest()))
            .toList();
    assertThat(claims).hasSize(3);
    Map<String, VerifyingKey> keys = Map.of("theirs", theirs.publicKey(), "ours", KEY.publicKey());
    Verifier both = Verifier.of(new KeyPolicy(new java.util.LinkedHashMap<>(keys), 2));
    assertThat(both.verify(index.digest(), PredicateType.SIGNATURE, claims))
        .isInstanceOf(Verification.Trusted.class);
    Verifier one = Verifier.of(KeyPolicy.anyOf(Map.of("theirs", theirs.publicKey())));
    var trusted = one.verify(index.digest(), PredicateType.SPDX, claims);
    assertThat(trusted).isInstanceOf(Verification.Trusted.class);
    assertThat(((Verification.Trusted) trusted).statements().getFirst().predicate())
        .isEqualTo(SPDX);
    assertThat(one.verify(platform.digest(), PredicateType.SPDX, claims))
        .isInstanceOf(Verification.Rejected.class);
  }

  @Test
  void cosign2AcceptsItsOwnForms() throws Exception {
    Tool cosign = Tool.named("cosign2");
    String name = registry.name(index.digest());
    push(
        LegacyManifest.signatures(new SimpleSigning("image", index.digest()), List.of(signer)),
        LegacyManifest.signatureTag(index.digest()));
    List<Subject> about = List.of(Subject.of("image", index.digest()));
    List<LegacyManifest.Attestation> attestations =
        List.of(
            attestation(Statement.Version.V0_1, about, PredicateType.SPDX),
            attestation(Statement.Version.V1, about, PredicateType.CYCLONEDX));
    push(LegacyManifest.attestations(attestations), LegacyManifest.attestationTag(index.digest()));
    assertThat(cosign.run(folder, verify(name, "plinth.pub"))).contains(index.digest().toString());
    for (String type : List.of("spdxjson", "cyclonedx")) {
      assertThat(cosign.run(folder, verifyAttestation(name, "plinth.pub", type)))
          .contains("application/vnd.in-toto+json");
    }
    assertThat(cosign.attempt(folder, verify(name, "other.pub")).exit()).isNotZero();
  }

  @Test
  void whatCosign2SignsIsAccepted() throws Exception {
    Tool cosign = Tool.named("cosign2");
    String name = registry.name(index.digest());
    Files.write(folder.resolve("spdx.json"), SPDX);
    cosign.run(
        folder,
        "sign",
        "--yes",
        "--key",
        "plinth.key",
        "--tlog-upload=false",
        "--allow-insecure-registry",
        name);
    cosign.run(
        folder,
        "attest",
        "--yes",
        "--key",
        "plinth.key",
        "--tlog-upload=false",
        "--type",
        "spdxjson",
        "--predicate",
        "spdx.json",
        "--allow-insecure-registry",
        name);
    Verifier verifier = Verifier.of(KeyPolicy.anyOf(Map.of("ours", KEY.publicKey())));
    Verifier other = Verifier.of(KeyPolicy.anyOf(Map.of("x", TestKeys.MALLORY.publicKey())));
    Map<String, String> tags =
        Map.of(
            PredicateType.SIGNATURE, LegacyManifest.signatureTag(index.digest()),
            PredicateType.SPDX, LegacyManifest.attestationTag(index.digest()));
    tags.forEach((type, tag) -> {
      List<Claim> claims =
          Claim.ofLegacy(new Content(registry), registry.tagged(tag).orElseThrow());
      assertThat(verifier.verify(index.digest(), type, claims))
          .isInstanceOf(Verification.Trusted.class);
      assertThat(verifier.verify(platform.digest(), type, claims))
          .isInstanceOf(Verification.Rejected.class);
      assertThat(other.verify(index.digest(), type, claims))
          .isInstanceOf(Verification.Rejected.class);
    });
  }

  /** The three forms of {@code sign-blob}: a bundle, cosign 2's JSON, base64 alone. */
  @ParameterizedTest
  @ValueSource(strings = {"cosign", "cosign2"})
  void filesThatCosignSignsAreAccepted(String program) throws Exception {
    Tool cosign = Tool.named(program);
    byte[] file = utf8("{\"statements\":[]}\n");
    Files.write(folder.resolve("vex.json"), file);
    List<String> words =
        new java.util.ArrayList<>(List.of("sign-blob", "--yes", "--key", "plinth.key"));
    if (program.equals("cosign")) {
      Files.writeString(
          folder.resolve("config.json"), cosign.run(folder, "signing-config", "create"));
      words.addAll(List.of("--signing-config", "config.json"));
    } else {
      words.addAll(List.of("--tlog-upload=false", "--output-signature", "vex.json.sig"));
    }
    words.addAll(List.of("--bundle", "vex.json.bundle", "vex.json"));
    cosign.run(folder, words.toArray(String[]::new));
    KeyPolicy ours = KeyPolicy.anyOf(Map.of("ours", KEY.publicKey()));
    KeyPolicy others = KeyPolicy.anyOf(Map.of("x", TestKeys.MALLORY.publicKey()));
    List<String> made =
        program.equals("cosign")
            ? List.of("vex.json.bundle")
            : List.of("vex.json.bundle", "vex.json.sig");
    for (String one : made) {
      List<FileSignatures.Beside> beside =
          List.of(new FileSignatures.Beside(one, Files.readAllBytes(folder.resolve(one))));
      assertThat(FileSignatures.verify(ours, file, beside))
          .as(one)
          .isInstanceOf(Verification.Trusted.class);
      assertThat(FileSignatures.verify(others, file, beside))
          .isInstanceOf(Verification.Rejected.class);
      assertThat(FileSignatures.verify(ours, utf8("other"), beside))
          .isInstanceOf(Verification.Rejected.class);
    }
  }

  private LegacyManifest.Attestation attestation(
      Statement.Version version, List<Subject> about, String type) {
    byte[] statement = Statements.write(version, about, type, SPDX);
    return new LegacyManifest.Attestation(Envelope.sign(Envelope.IN_TOTO, statement, signer), type);
  }

  private void push(LegacyManifest legacy, String tag) {
    legacy.blobs().forEach(registry::blob);
    registry.manifest(legacy.manifest(), tag);
  }

  private void attach(Descriptor subject, byte[] statement, String type) {
    byte[] bundle = Bundle.sign(statement, signer).write();
    registry.blob(bundle);
    registry.refer(subject, BundleReferrer.manifest(subject, bundle, type));
  }

  private static Signer open(byte[] pem) {
    return PrivateKeys.open(pem, "key", what -> Optional.of(PASSWORD.clone()));
  }

  private static String[] verify(String name, String key) {
    return new String[] {
      "verify", "--key", key, "--insecure-ignore-tlog", "--allow-insecure-registry", name
    };
  }

  private static String[] verifyAttestation(String name, String key, String type) {
    return new String[] {
      "verify-attestation",
      "--key",
      key,
      "--type",
      type,
      "--insecure-ignore-tlog",
      "--allow-insecure-registry",
      name
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
