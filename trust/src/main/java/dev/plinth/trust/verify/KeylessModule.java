package dev.plinth.trust.verify;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.bundle.StatementSigner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

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
   * @param token of an OpenID provider; where empty it is looked for
   * @param say takes what a person must do
   */
  StatementSigner signer(
      Path trustedRoot, Path signingConfig, Optional<String> token, Consumer<String> say);

  /** The module; a {@code NOT_FOUND} error where it is not installed. */
  static KeylessModule find() {
    try {
      return ServiceLoader.load(KeylessModule.class)
          .findFirst()
          .orElseThrow(() ->
              new PlinthException(
                  ErrorCode.NOT_FOUND,
                  "the module for keyless signing and verifying is not installed",
                  "run build/keyless in the folder of Plinth, which adds it"));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "the module for keyless signing and verifying does not fit this Plinth: "
              + e.getMessage(),
          "run build/keyless in the folder of Plinth, which makes it again",
          e);
    }
  }
}
