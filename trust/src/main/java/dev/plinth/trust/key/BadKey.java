package dev.plinth.trust.key;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import org.jspecify.annotations.Nullable;

/** Makes the errors about keys, so that they sound alike. Never quotes what a file holds. */
final class BadKey {
  private BadKey() {}

  static PlinthException malformed(String what, String problem) {
    return malformed(what, problem, null);
  }

  static PlinthException malformed(String what, String problem, @Nullable Throwable cause) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        what + " " + problem,
        "give a key in PEM form: cosign's encrypted one, PKCS #8, or a public key",
        cause);
  }
}
