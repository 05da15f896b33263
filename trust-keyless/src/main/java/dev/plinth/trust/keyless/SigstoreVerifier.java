package dev.plinth.trust.keyless;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.Material;
import dev.plinth.trust.bundle.Signed;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.verify.Identity;
import dev.plinth.trust.verify.Keyless;
import dev.sigstore.TrustedRootProvider;
import dev.sigstore.VerificationOptions.CertificateMatcher;
import dev.sigstore.bundle.BundleParseException;
import dev.sigstore.encryption.certificates.Certificates;
import dev.sigstore.encryption.signers.Verifiers;
import dev.sigstore.fulcio.client.FulcioVerificationException;
import dev.sigstore.fulcio.client.FulcioVerifier;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorVerificationException;
import dev.sigstore.rekor.client.RekorVerifier;
import dev.sigstore.strings.StringMatcher;
import dev.sigstore.timestamp.client.ImmutableTimestampResponse;
import dev.sigstore.timestamp.client.TimestampException;
import dev.sigstore.timestamp.client.TimestampResponse;
import dev.sigstore.timestamp.client.TimestampVerificationException;
import dev.sigstore.timestamp.client.TimestampVerifier;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Verifies certificate, log entry, signed times and signature by a trusted root that was given, and
 * the identity by exact comparison. Nothing is fetched. Sigstore's own verifier refuses statements
 * whose subject has no name, as cosign's signatures are; so its parts are put together here.
 */
final class SigstoreVerifier implements Keyless {
  private final FulcioVerifier authority;
  private final RekorVerifier log;
  private final TimestampVerifier clock;
  private final CertificateMatcher matcher;
  private final String name;

  SigstoreVerifier(Path trustedRoot, String issuer, String identity) {
    if (issuer.isBlank() || identity.isBlank()) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "keyless verification was given no issuer or no identity",
          "name both: otherwise anybody with an account would be trusted");
    }
    try {
      SigstoreTrustedRoot root = TrustedRootProvider.from(trustedRoot).get();
      if (root.getCAs().isEmpty() || root.getTLogs().isEmpty() || root.getCTLogs().isEmpty()) {
        throw new SigstoreConfigurationException("it names no authority or no log");
      }
      authority = FulcioVerifier.newFulcioVerifier(root);
      log = RekorVerifier.newRekorVerifier(root);
      clock = TimestampVerifier.newTimestampVerifier(root);
    } catch (SigstoreConfigurationException | GeneralSecurityException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          trustedRoot + " is not a trusted root of Sigstore: " + e.getMessage(),
          "give the trusted_root.json of the instance that signed",
          e);
    }
    matcher =
        CertificateMatcher.fulcio()
            .issuer(StringMatcher.string(issuer))
            .subjectAlternativeName(StringMatcher.string(identity))
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
      if (!(ours.signed() instanceof Signed.InEnvelope(Envelope envelope))
          || !(ours.material() instanceof Material.Certificate(byte[] certificate))) {
        return new Outcome.Refused("it is no statement that was signed with a certificate");
      }
      if (!envelope.payloadType().equals(Envelope.IN_TOTO)) {
        return new Outcome.Refused("it holds no in-toto statement");
      }
      var theirs =
          dev.sigstore.bundle.Bundle.from(
              new StringReader(new String(json, StandardCharsets.UTF_8)));
      X509Certificate leaf = Certificates.getLeaf(theirs.getCertPath());
      if (!Arrays.equals(leaf.getEncoded(), certificate) || theirs.getEntries().size() != 1) {
        return new Outcome.Refused("it has not one certificate and one entry of a log");
      }
      authority.verifySigningCertificate(theirs.getCertPath());
      if (!matcher.test(leaf)) {
        return new Outcome.Refused("its certificate is of " + ours.material().holder());
      }
      byte[] signature = envelope.signatures().getFirst().value();
      if (!Verifiers.newVerifier(leaf.getPublicKey()).verify(envelope.message(), signature)) {
        return new Outcome.Refused("its signature does not hold");
      }
      RekorEntry entry = theirs.getEntries().getFirst();
      LoggedEnvelope.check(
          Base64.getDecoder().decode(entry.getBody()), envelope.payload(), signature, certificate);
      log.verifyEntry(entry);
      for (var time : theirs.getTimestamps()) {
        TimestampResponse answer =
            ImmutableTimestampResponse.builder().encoded(time.getRfc3161Timestamp()).build();
        clock.verify(answer, signature);
        leaf.checkValidity(answer.getGenTime());
      }
      return late(leaf, theirs).<Outcome>map(Outcome.Refused::new).orElseGet(() -> accepted(leaf));
    } catch (FulcioVerificationException
        | RekorVerificationException
        | TimestampVerificationException
        | TimestampException
        | BundleParseException
        | GeneralSecurityException
        | IOException e) {
      return new Outcome.Refused(said(e));
    } catch (PlinthException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Libraries that meet hostile bytes throw what they like; none of it is trust.
      String message = String.valueOf(e.getMessage());
      return new Outcome.Refused("it cannot be read: " + message.lines().findFirst().orElse(""));
    }
  }

  private Outcome accepted(X509Certificate leaf) {
    return new Outcome.Accepted(
        new Identity(name, VerifyingKey.of(leaf.getPublicKey(), "the certificate").keyId()));
  }

  /**
   * Why nothing proves that it was signed while the certificate was valid; Sigstore's client checks
   * time stamps, takes an empty promise of the log for one, and does not look at the log's time.
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
