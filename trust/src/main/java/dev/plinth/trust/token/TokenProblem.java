package dev.plinth.trust.token;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.Map;

/** Makes the errors of tokens. */
final class TokenProblem {
  /** CKR_ values that people can act on (PKCS #11 2.40, section 11.1). */
  private static final Map<Long, String> NAMES =
      Map.of(
          0x30L, "the device failed",
          0x32L, "the token was removed",
          0x54L, "the token cannot do that",
          0x68L, "the key may not sign",
          0x70L, "the token does not know the mechanism",
          0xA0L, "the PIN is wrong",
          0xA2L, "the PIN is too short or too long",
          0xA4L, "the PIN is locked",
          0xE0L, "the token is not present",
          0x101L, "the user is not logged in");

  private TokenProblem() {}

  static PlinthException code(String function, long code) {
    ErrorCode kind =
        code == 0xA0 || code == 0xA2 || code == 0xA4 ? ErrorCode.REFUSED : ErrorCode.MACHINE;
    return new PlinthException(
        kind,
        "the token refused "
            + function
            + ": "
            + NAMES.getOrDefault(code, "error 0x" + Long.toHexString(code)),
        kind == ErrorCode.REFUSED ? "give the user's PIN of the token" : "check the token");
  }

  static PlinthException notFound(String message, String hint) {
    return new PlinthException(ErrorCode.NOT_FOUND, message, hint);
  }

  static PlinthException usage(String message) {
    return new PlinthException(
        ErrorCode.USAGE, message, "write it as pkcs11:token=NAME;object=NAME?module-path=/FILE.so");
  }
}
