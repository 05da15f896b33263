package dev.plinth.trust.keyless;

import com.google.protobuf.ByteString;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.bundle.Material;
import dev.plinth.trust.bundle.StatementSigner;
import dev.plinth.trust.dsse.Envelope;
import dev.sigstore.AlgorithmRegistry.SigningAlgorithm;
import dev.sigstore.bundle.Bundle.DsseEnvelope;
import dev.sigstore.bundle.ImmutableBundle;
import dev.sigstore.bundle.ImmutableDsseEnvelope;
import dev.sigstore.bundle.ImmutableSignature;
import dev.sigstore.bundle.ImmutableTimestamp;
import dev.sigstore.encryption.certificates.Certificates;
import dev.sigstore.encryption.signers.Signer;
import dev.sigstore.encryption.signers.Signers;
import dev.sigstore.fulcio.client.CertificateRequest;
import dev.sigstore.fulcio.client.FulcioVerificationException;
import dev.sigstore.fulcio.client.UnsupportedAlgorithmException;
import dev.sigstore.oidc.client.OidcException;
import dev.sigstore.oidc.client.OidcToken;
import dev.sigstore.proto.ProtoMutators;
import dev.sigstore.proto.common.v1.X509Certificate;
import dev.sigstore.proto.rekor.v2.DSSERequestV002;
import dev.sigstore.proto.rekor.v2.Verifier;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorParseException;
import dev.sigstore.rekor.client.RekorVerificationException;
import dev.sigstore.timestamp.client.HashAlgorithm;
import dev.sigstore.timestamp.client.ImmutableTimestampRequest;
import dev.sigstore.timestamp.client.TimestampException;
import dev.sigstore.timestamp.client.TimestampResponse;
import dev.sigstore.timestamp.client.TimestampVerificationException;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import io.intoto.EnvelopeOuterClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a certificate, signs with a key of the moment, has the time signed and enters it all in
 * the log. Sigstore's own client does these steps only with statements of version 1 whose subjects
 * have names, and neither cosign's signatures nor its attestations are such; so its parts are put
 * together here.
 */
final class SigstoreSigner implements StatementSigner {
  private static final SigningAlgorithm ALGORITHM = SigningAlgorithm.PKIX_ECDSA_P256_SHA_256;
  private static final Duration LEFT = Duration.ofMinutes(1);

  private final Path trustedRoot;
  private final Path signingConfig;
  private final Optional<String> token;
  private final Consumer<String> say;
  private final Signer signer = Signers.from(ALGORITHM);
  private @Nullable SigstoreServices services;
  private @Nullable CertPath certificate;
  private String holder = "";

  SigstoreSigner(
      Path trustedRoot, Path signingConfig, Optional<String> token, Consumer<String> say) {
    this.trustedRoot = trustedRoot;
    this.signingConfig = signingConfig;
    this.token = token;
    this.say = say;
  }

  @Override
  public byte[] bundle(byte[] statement) {
    try {
      SigstoreServices there = services();
      CertPath path = certificate(there);
      byte[] signature = signer.sign(Envelope.message(Envelope.IN_TOTO, statement));
      TimestampResponse time =
          there
              .clock()
              .timestamp(
                  ImmutableTimestampRequest.builder()
                      .hashAlgorithm(HashAlgorithm.SHA256)
                      .hash(HexFormat.of().parseHex(Digest.of(signature).hex()))
                      .build());
      there.ofClock().verify(time, signature);
      RekorEntry entry = there.log().putEntry(request(statement, signature, path));
      there.ofLog().verifyEntry(entry);
      return ImmutableBundle.builder()
          .certPath(path)
          .dsseEnvelope(envelope(statement, signature))
          .addTimestamps(ImmutableTimestamp.builder().rfc3161Timestamp(time.getEncoded()).build())
          .addEntries(entry)
          .build()
          .toJson()
          .getBytes(StandardCharsets.UTF_8);
    } catch (FulcioVerificationException
        | RekorVerificationException
        | TimestampVerificationException e) {
      throw problem(
          ErrorCode.VERIFICATION,
          "a service answered what the trusted root does not vouch for",
          "use the trusted root and the signing config of one instance",
          e);
    } catch (SigstoreConfigurationException e) {
      throw unusable(e);
    } catch (OidcException
        | TimestampException
        | RekorParseException
        | UnsupportedAlgorithmException
        | GeneralSecurityException
        | IOException e) {
      throw network(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw network(e);
    } catch (RuntimeException e) {
      // The client of the authority lets through what its transport throws, which it hides from us.
      throw e.getClass().getName().startsWith("io.grpc.") ? network(e) : e;
    }
  }

  @Override
  public String holder() {
    return holder;
  }

  @Override
  public void close() {
    certificate = null;
  }

  private SigstoreServices services() throws SigstoreConfigurationException {
    if (services == null) {
      try {
        services = SigstoreServices.open(trustedRoot, signingConfig, token, say);
      } catch (GeneralSecurityException | IOException | RuntimeException e) {
        // Parsers of the files, which are a person's own.
        throw new SigstoreConfigurationException(said(e), e);
      }
    }
    return services;
  }

  /** One certificate serves until it is about to expire. */
  private CertPath certificate(SigstoreServices there)
      throws OidcException,
          FulcioVerificationException,
          UnsupportedAlgorithmException,
          GeneralSecurityException,
          IOException,
          InterruptedException {
    if (certificate != null
        && Certificates.getLeaf(certificate)
            .getNotAfter()
            .toInstant()
            .isAfter(Instant.now().plus(LEFT))) {
      return certificate;
    }
    OidcToken who = there.identity().getIDToken();
    byte[] proof = signer.sign(who.getSubjectAlternativeName().getBytes(StandardCharsets.UTF_8));
    CertPath fresh =
        there
            .ofAuthority()
            .trimTrustedParent(
                there
                    .authority()
                    .signingCertificate(
                        CertificateRequest.newCertificateRequest(
                            signer.getPublicKey(), who.getIdToken(), proof)));
    there.ofAuthority().verifySigningCertificate(fresh);
    certificate = fresh;
    holder = new Material.Certificate(leaf(fresh)).holder();
    return fresh;
  }

  private static byte[] leaf(CertPath path) throws CertificateException {
    return Certificates.getLeaf(path).getEncoded();
  }

  private static DsseEnvelope envelope(byte[] statement, byte[] signature) {
    return ImmutableDsseEnvelope.builder()
        .payload(statement)
        .payloadType(Envelope.IN_TOTO)
        .addSignatures(ImmutableSignature.builder().sig(signature).build())
        .build();
  }

  private static DSSERequestV002 request(byte[] statement, byte[] signature, CertPath path)
      throws CertificateException {
    return DSSERequestV002.newBuilder()
        .setEnvelope(
            EnvelopeOuterClass.Envelope.newBuilder()
                .setPayload(ByteString.copyFrom(statement))
                .setPayloadType(Envelope.IN_TOTO)
                .addSignatures(
                    EnvelopeOuterClass.Signature.newBuilder()
                        .setSig(ByteString.copyFrom(signature))))
        .addVerifiers(
            Verifier.newBuilder()
                .setX509Certificate(
                    X509Certificate.newBuilder().setRawBytes(ByteString.copyFrom(leaf(path))))
                .setKeyDetails(ProtoMutators.toPublicKeyDetails(ALGORITHM)))
        .build();
  }

  private static PlinthException network(Exception e) {
    return problem(
        ErrorCode.NETWORK,
        "keyless signing failed",
        "check the network, the services of the signing config, and the identity that is offered",
        e);
  }

  private static PlinthException unusable(Exception e) {
    return problem(
        ErrorCode.BAD_INPUT,
        "keyless signing cannot be set up",
        "check the trusted root and the signing config",
        e);
  }

  private static PlinthException problem(ErrorCode code, String what, String hint, Exception e) {
    return new PlinthException(code, what + ": " + said(e), hint, e);
  }

  private static String said(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Throwable cause = e.getCause();
    return cause == null || message.contains(String.valueOf(cause.getMessage()))
        ? message
        : message + ": " + said(cause);
  }
}
