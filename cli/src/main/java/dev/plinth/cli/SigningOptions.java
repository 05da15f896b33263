package dev.plinth.cli;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.Signing;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who signs. */
final class SigningOptions {
  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Sign with this: a name, a file or pkcs11:… (default: plinth); may be repeated.")
  List<String> keys = new ArrayList<>();

  @Mixin KeyOptions passwords = new KeyOptions();

  /**
   * @param required whether it is an error where nobody can sign
   */
  Signing signing(Console console, boolean required) {
    return passwords.keys(console).signing(keys, required || !keys.isEmpty());
  }

  /** As {@code build} has it: signed where that can be done, unless it is told. */
  Signing signing(Console console, boolean sign, boolean never) {
    if (never && (sign || !keys.isEmpty())) {
      throw new PlinthException(
          ErrorCode.USAGE, "--no-sign goes with neither --sign nor --key", "choose one");
    }
    return never ? Signing.none("") : signing(console, sign);
  }
}
