package dev.plinth.trust.keyless;

import dev.plinth.trust.bundle.StatementSigner;
import dev.plinth.trust.verify.Keyless;
import dev.plinth.trust.verify.KeylessModule;
import java.nio.file.Path;

/** Found by the service loader. */
public final class SigstoreModule implements KeylessModule {
  @Override
  public Keyless verifier(Path trustedRoot, String issuer, String identity) {
    return new SigstoreVerifier(trustedRoot, issuer, identity);
  }

  @Override
  public StatementSigner signer(Path trustedRoot, Path signingConfig) {
    return new SigstoreSigner(trustedRoot, signingConfig);
  }
}
