package dev.plinth.trust.keyless;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.bundle.StatementSigner;
import dev.sigstore.KeylessSigner;
import dev.sigstore.KeylessSignerException;
import dev.sigstore.SigningConfigProvider;
import dev.sigstore.TrustedRootProvider;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Asks for a certificate, signs with a key of the moment, and enters it in the log. */
final class SigstoreSigner implements StatementSigner {
  private final Path trustedRoot;
  private final Path signingConfig;

  SigstoreSigner(Path trustedRoot, Path signingConfig) {
    this.trustedRoot = trustedRoot;
    this.signingConfig = signingConfig;
  }

  @Override
  public byte[] bundle(byte[] statement) {
    try (KeylessSigner signer =
        KeylessSigner.builder()
            .trustedRootProvider(TrustedRootProvider.from(trustedRoot))
            .signingConfigProvider(SigningConfigProvider.from(signingConfig))
            .build()) {
      return signer
          .attest(new String(statement, StandardCharsets.UTF_8))
          .toJson()
          .getBytes(StandardCharsets.UTF_8);
    } catch (KeylessSignerException e) {
      throw new PlinthException(
          ErrorCode.NETWORK,
          "keyless signing failed: " + e.getMessage(),
          "check the network and the identity that is offered",
          e);
    } catch (SigstoreConfigurationException | GeneralSecurityException | IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "keyless signing cannot be set up: " + e.getMessage(),
          "check the trusted root and the signing config",
          e);
    }
  }
}
