package dev.plinth.archive;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import org.jspecify.annotations.Nullable;

/** The errors of this package: always the same code and hint. */
final class Malformed {
  private Malformed() {}

  /**
   * @param what names the archive: {@code libc6_2.36-9_amd64.deb: data.tar.xz}
   * @param problem completes the sentence: {@code ends in the middle of a header at byte 512}
   */
  static PlinthException error(String what, String problem) {
    return error(what, problem, null);
  }

  static PlinthException error(String what, String problem, @Nullable Throwable cause) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        what + " " + problem,
        "the file is damaged or hostile: fetch it again, or do not use it",
        cause);
  }

  /** A raw name as it may be shown: control characters and what is not ASCII escaped, cut short. */
  static String show(String raw) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(raw.length(), 120); i++) {
      char c = raw.charAt(i);
      if (c < ' ' || c > '~') {
        out.append("\\x").append(Character.forDigit(c >> 4 & 15, 16));
        out.append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    return out.append(raw.length() > 120 ? "…" : "").toString();
  }
}
