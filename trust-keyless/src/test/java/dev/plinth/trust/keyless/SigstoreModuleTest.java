package dev.plinth.trust.keyless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.statement.Statements;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Keyless;
import dev.plinth.trust.verify.KeylessModule;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real keyless attestation, which lies in the Go modules that the peers were built of. */
class SigstoreModuleTest {
  private static final String TYPE = "https://cosign.sigstore.dev/attestation/v1";
  private static final Digest IMAGE =
      Digest.sha256("732112270d7e59418a8c080b134b24cabd67d250d0d0147a97ed95ba5c280aa4");
  private static final String ISSUER = "https://github.com/login/oauth";
  private static final String IDENTITY = "cody@soyland.com";

  @TempDir Path temp;

  @Test
  void isFoundAndVerifiesOffline() throws IOException {
    Path data = data();
    byte[] bundle = Files.readAllBytes(data.resolve("oci-attestation.sigstore.json"));
    Keyless keyless = keyless(data, ISSUER, IDENTITY);
    Verification verification = verify(keyless, IMAGE, bundle);
    assertThat(verification).isInstanceOf(Verification.Trusted.class);
    var identity = ((Verification.Trusted) verification).identities().getFirst();
    assertThat(identity.name()).isEqualTo(IDENTITY + " (by " + ISSUER + ")");
    assertThat(identity.keyId()).hasSize(64);
    rejected(verify(keyless, Digest.of("another"), bundle), "made for another image");
  }

  @Test
  void anotherIdentityIssuerOrSignatureIsRefused() throws IOException {
    Path data = data();
    byte[] bundle = Files.readAllBytes(data.resolve("oci-attestation.sigstore.json"));
    rejected(verify(keyless(data, ISSUER, "mallory@" + IDENTITY), IMAGE, bundle), "not accepted");
    rejected(verify(keyless(data, ISSUER + "/", IDENTITY), IMAGE, bundle), "not accepted");
    Keyless keyless = keyless(data, ISSUER, IDENTITY);
    String text = new String(bundle, StandardCharsets.UTF_8);
    for (String member : List.of("payload", "sig", "rawBytes", "canonicalizedBody", "rootHash")) {
      int at = text.indexOf("\"" + member + "\"");
      assertThat(at).as(member).isPositive();
      int value = text.indexOf('"', text.indexOf(':', at) + 1) + 40;
      char other = text.charAt(value) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, value) + other + text.substring(value + 1);
      Verification verification = verify(keyless, IMAGE, changed.getBytes(StandardCharsets.UTF_8));
      assertThat(verification).as(member).isInstanceOf(Verification.Rejected.class);
    }
  }

  @Test
  void withoutIdentityOrRootThereIsNoVerifier() throws IOException {
    Path none = temp.resolve("none.json");
    Path empty = Files.writeString(temp.resolve("root.json"), "{}");
    refused(ErrorCode.USAGE, () -> keyless(empty, "", IDENTITY));
    refused(ErrorCode.USAGE, () -> keyless(empty, ISSUER, " "));
    refused(ErrorCode.BAD_INPUT, () -> KeylessModule.find().verifier(none, ISSUER, IDENTITY));
    refused(ErrorCode.BAD_INPUT, () -> KeylessModule.find().verifier(empty, ISSUER, IDENTITY));
    refused(
        ErrorCode.BAD_INPUT,
        () ->
            KeylessModule.find()
                .signer(none, none, Optional.empty(), _ -> {})
                .bundle(Statements.signature(IMAGE)));
  }

  private static Keyless keyless(Path data, String issuer, String identity) {
    return KeylessModule.find().verifier(data.resolve("trusted_root_pgi.json"), issuer, identity);
  }

  private static Verification verify(Keyless keyless, Digest image, byte[] bundle) {
    return Verifier.of(new KeyPolicy(new LinkedHashMap<>(), List.of(keyless), 1))
        .verify(image, TYPE, List.of(Claim.ofBundle(bundle, "it")));
  }

  private static void rejected(Verification verification, String words) {
    assertThat(verification).isInstanceOf(Verification.Rejected.class);
    assertThat(((Verification.Rejected) verification).reason()).contains(words);
  }

  private static void refused(ErrorCode code, Runnable work) {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(work::run)
        .matches(e -> e.code() == code);
  }

  private static Path data() throws IOException {
    String given = System.getenv("GOMODCACHE");
    Path modules =
        given == null ? Path.of(System.getProperty("user.home"), "go/pkg/mod") : Path.of(given);
    Path sigstore = modules.resolve("github.com/sigstore/cosign");
    if (Files.isDirectory(sigstore)) {
      try (Stream<Path> versions = Files.list(sigstore)) {
        for (Path version : versions.sorted().toList()) {
          Path data = version.resolve("pkg/cosign/testdata");
          if (Files.exists(data.resolve("oci-attestation.sigstore.json"))) {
            return data;
          }
        }
      }
    }
    Assumptions.abort("cosign's sources are not in the cache of Go modules");
    throw new AssertionError();
  }
}
