package dev.plinth.apk;

import dev.plinth.apk.VersionToken.Kind;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.VersionScheme;

/**
 * The order of Alpine's versions, {@code digits{.digits}[letter]{_suffix[digits]}[~hash][-rN]}, as
 * apk-tools 3 compares them (apk-package(5)). Digits after the letter, which apk-tools 2 took and
 * packages of its time have ({@code 6.8.0p2-r4}), are versions too.
 *
 * <p>Numbers have any length here, where apk-tools counts them modulo 2^64.
 */
public final class ApkVersions implements VersionScheme {
  /** There is only one order. */
  public static final ApkVersions INSTANCE = new ApkVersions();

  private ApkVersions() {}

  @Override
  public boolean isValid(String version) {
    VersionToken token = new VersionToken(version);
    while (token.kind().compareTo(Kind.END) < 0) {
      token.advance();
    }
    return token.kind() == Kind.END;
  }

  @Override
  public int compare(String a, String b) {
    check(a);
    check(b);
    VersionToken left = new VersionToken(a);
    VersionToken right = new VersionToken(b);
    while (left.kind() == right.kind() && left.kind() != Kind.END) {
      int order = left.compareValue(right);
      if (order != 0) {
        return order;
      }
      left.advance();
      right.advance();
    }
    // One of them goes on: that is later, unless it goes on with a suffix of a pre-release.
    if (left.isPreRelease()) {
      return -1;
    }
    if (right.isPreRelease()) {
      return 1;
    }
    return right.kind().compareTo(left.kind());
  }

  private void check(String version) {
    if (!isValid(version)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "'" + version + "' is not an Alpine version",
          "see apk-package(5): digits, a letter, suffixes, a hash, a revision");
    }
  }
}
