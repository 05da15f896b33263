package dev.plinth.app;

import dev.plinth.pipeline.Signing;
import dev.plinth.trust.bundle.StatementSigner;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.verify.KeylessModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Signs with a key of the moment, for which a certificate of an identity is asked. */
public final class KeylessSigning implements Signing {
  private final Path trustedRoot;
  private final Path signingConfig;
  private final Optional<String> token;
  private final Consumer<String> say;
  private final KeylessModule module;

  /**
   * @param trustedRoot Sigstore's trusted_root.json
   * @param signingConfig Sigstore's signing_config.json: which services are asked
   * @param token of an OpenID provider; where empty it is found in the environment of known CI
   *     services, or asked for at a browser
   * @param say takes what a person must do
   */
  public KeylessSigning(
      Path trustedRoot, Path signingConfig, Optional<String> token, Consumer<String> say) {
    this.module = KeylessModule.find();
    KeylessTrust.check(trustedRoot, "trusted root");
    KeylessTrust.check(signingConfig, "signing config");
    this.trustedRoot = trustedRoot;
    this.signingConfig = signingConfig;
    this.token = token;
    this.say = say;
  }

  @Override
  public List<VerifyingKey> keys() {
    return List.of();
  }

  @Override
  public List<Signer> open() {
    return List.of();
  }

  @Override
  public boolean signs() {
    return true;
  }

  @Override
  public List<StatementSigner> signers() {
    return List.of(module.signer(trustedRoot, signingConfig, token, say));
  }

  @Override
  public boolean asks() {
    return token.isEmpty();
  }

  @Override
  public String remark() {
    return "";
  }
}
