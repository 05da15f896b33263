package dev.plinth.trust.verify;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.bundle.StatementSigner;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * What signs and verifies with certificates that live for minutes. It needs large libraries, so it
 * is a jar of its own that is used where it is on the class path.
 */
public interface KeylessModule {
  /**
   * Verifies offline.
   *
   * @param trustedRoot Sigstore's trusted_root.json, from a source that is trusted
   * @param issuer who vouched for the identity: the URL of the OpenID provider, exactly
   * @param identity the subject alternative name of the certificate, exactly
   */
  Keyless verifier(Path trustedRoot, String issuer, String identity);

  /**
   * Signs with an identity that is found in the environment or at a browser; needs the network.
   *
   * @param trustedRoot the same file
   * @param signingConfig Sigstore's signing_config.json: which services are asked
   */
  StatementSigner signer(Path trustedRoot, Path signingConfig);

  /** The module; a {@code NOT_FOUND} error where it is not installed. */
  static KeylessModule find() {
    return ServiceLoader.load(KeylessModule.class)
        .findFirst()
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.NOT_FOUND,
                "keyless signing is not installed",
                "put plinth-trust-keyless and its libraries on the class path"));
  }
}
