package dev.plinth.trust.keyless;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.Signed;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.statement.StatementReader;
import dev.plinth.trust.verify.Identity;
import dev.plinth.trust.verify.Keyless;
import dev.sigstore.KeylessVerificationException;
import dev.sigstore.KeylessVerifier;
import dev.sigstore.TrustedRootProvider;
import dev.sigstore.VerificationOptions;
import dev.sigstore.VerificationOptions.CertificateMatcher;
import dev.sigstore.bundle.BundleParseException;
import dev.sigstore.encryption.certificates.Certificates;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.strings.StringMatcher;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Verifies certificate, log entry and signature by a trusted root that was given, and the identity
 * by exact comparison. Nothing is fetched.
 */
final class SigstoreVerifier implements Keyless {
  private final KeylessVerifier verifier;
  private final VerificationOptions options;
  private final String name;

  SigstoreVerifier(Path trustedRoot, String issuer, String identity) {
    if (issuer.isBlank() || identity.isBlank()) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "keyless verification was given no issuer or no identity",
          "name both: otherwise anybody with an account would be trusted");
    }
    try {
      TrustedRootProvider provider = TrustedRootProvider.from(trustedRoot);
      SigstoreTrustedRoot root = provider.get();
      if (root.getCAs().isEmpty() || root.getTLogs().isEmpty() || root.getCTLogs().isEmpty()) {
        throw new SigstoreConfigurationException("it names no authority or no log");
      }
      verifier = KeylessVerifier.builder().trustedRootProvider(provider).build();
    } catch (SigstoreConfigurationException | GeneralSecurityException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          trustedRoot + " is not a trusted root of Sigstore: " + e.getMessage(),
          "give the trusted_root.json of the instance that signed",
          e);
    }
    options =
        VerificationOptions.builder()
            .addCertificateMatchers(
                CertificateMatcher.fulcio()
                    .issuer(StringMatcher.string(issuer))
                    .subjectAlternativeName(StringMatcher.string(identity))
                    .build())
            .build();
    name = identity + " (by " + issuer + ")";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Outcome judge(byte[] json) {
    try {
      Bundle ours = Bundle.read(json, "the bundle");
      if (!(ours.signed() instanceof Signed.InEnvelope signed)) {
        return new Outcome.Refused("it signs a file, not a statement");
      }
      // Sigstore's client wants a digest that the statement has; which one is ours to compare
      // later.
      Statement statement = StatementReader.read(signed.envelope().payload(), "its statement");
      Optional<byte[]> digest =
          statement.subjects().stream()
              .flatMap(subject -> Optional.ofNullable(subject.digests().get("sha256")).stream())
              .findFirst()
              .map(HexFormat.of()::parseHex);
      if (digest.isEmpty()) {
        return new Outcome.Refused("its statement names no sha256");
      }
      var theirs =
          dev.sigstore.bundle.Bundle.from(
              new StringReader(new String(json, StandardCharsets.UTF_8)));
      verifier.verify(digest.get(), theirs, options);
      X509Certificate leaf = Certificates.getLeaf(theirs.getCertPath());
      Optional<String> late = late(leaf, theirs);
      if (late.isPresent()) {
        return new Outcome.Refused(late.get());
      }
      PublicKey key = leaf.getPublicKey();
      return new Outcome.Accepted(
          new Identity(name, VerifyingKey.of(key, "the certificate").keyId()));
    } catch (KeylessVerificationException | BundleParseException e) {
      return new Outcome.Refused(said(e));
    } catch (PlinthException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Libraries that meet hostile bytes throw what they like; none of it is trust.
      return new Outcome.Refused("it cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /**
   * Why nothing proves that it was signed while the certificate was valid; Sigstore's client checks
   * signed times that are there, and neither that there is one nor the log's own.
   */
  private static Optional<String> late(X509Certificate leaf, dev.sigstore.bundle.Bundle bundle) {
    if (!bundle.getTimestamps().isEmpty()) {
      return Optional.empty();
    }
    RekorEntry entry = bundle.getEntries().getFirst();
    String promise = entry.getVerification().getSignedEntryTimestamp();
    if (promise == null || promise.isEmpty()) {
      return Optional.of("nothing that is signed says when it was made");
    }
    Instant time = entry.getIntegratedTimeInstant();
    boolean valid =
        !time.isBefore(leaf.getNotBefore().toInstant())
            && !time.isAfter(leaf.getNotAfter().toInstant());
    return valid
        ? Optional.empty()
        : Optional.of(
            "it was entered in the log at " + time + ", when its certificate was not valid");
  }

  private static String said(Exception e) {
    String message = String.valueOf(e.getMessage());
    return e.getCause() == null ? message : message + " (" + e.getCause().getMessage() + ")";
  }
}
