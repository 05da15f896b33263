package dev.plinth.app;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.verify.Keyless;
import dev.plinth.trust.verify.KeylessModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whose certificates count.
 *
 * @param trustedRoot Sigstore's trusted_root.json, from a source that is trusted
 * @param holders at least one
 */
public record KeylessTrust(Path trustedRoot, List<Holder> holders) {
  private static final long LARGEST = 4 << 20;

  public KeylessTrust {
    holders = List.copyOf(holders);
  }

  /**
   * Somebody whose certificates count.
   *
   * @param identity the subject alternative name of the certificate, exactly
   * @param issuer the URL of the OpenID provider that vouched for it, exactly
   */
  public record Holder(String identity, String issuer) {}

  /** One verifier a holder; without the module a {@code NOT_FOUND} error. */
  public List<Keyless> verifiers() {
    KeylessModule module = KeylessModule.find();
    check(trustedRoot, "trusted root");
    return holders.stream()
        .map(holder -> module.verifier(trustedRoot, holder.issuer(), holder.identity()))
        .toList();
  }

  static void check(Path file, String what) {
    if (!Files.isRegularFile(file)) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "there is no " + what + " " + file,
          "name the file that the Sigstore instance publishes");
    }
    if (file.toFile().length() > LARGEST) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the " + what + " " + file + " has more than " + LARGEST + " bytes",
          "name the file that the Sigstore instance publishes");
    }
  }
}
