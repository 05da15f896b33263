package dev.plinth.trust.keyless;

import dev.plinth.trust.bundle.StatementSigner;
import dev.plinth.trust.verify.Keyless;
import dev.plinth.trust.verify.KeylessModule;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Found by the service loader. */
public final class SigstoreModule implements KeylessModule {
  /** Kept, for the level of a logger that nobody holds is forgotten. */
  private static final Logger CLIENT = Logger.getLogger("dev.sigstore");

  public SigstoreModule() {
    // What it would say beside the one sentence of an error.
    CLIENT.setLevel(Level.WARNING);
  }

  @Override
  public Keyless verifier(Path trustedRoot, String issuer, String identity) {
    return new SigstoreVerifier(trustedRoot, issuer, identity);
  }

  @Override
  public StatementSigner signer(
      Path trustedRoot, Path signingConfig, Optional<String> token, Consumer<String> say) {
    return new SigstoreSigner(trustedRoot, signingConfig, token, say);
  }
}
