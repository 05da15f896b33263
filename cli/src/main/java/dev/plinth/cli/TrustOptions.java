package dev.plinth.cli;

import dev.plinth.app.KeylessTrust;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.verify.KeyPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose signature counts: keys, or one identity of certificates. */
final class TrustOptions {
  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Whose signature counts: a name or a file (default: your own keys).")
  List<String> keys = new ArrayList<>();

  @Option(
      names = "--certificate-identity",
      paramLabel = "ID",
      description = "Whose keyless signature counts: the identity in the certificate, exactly.")
  @Nullable String identity;

  @Option(
      names = "--certificate-oidc-issuer",
      paramLabel = "URL",
      description = "Who vouched for that identity: the OpenID provider, exactly.")
  @Nullable String issuer;

  @Option(
      names = "--trusted-root",
      paramLabel = "FILE",
      description = "Sigstore's trusted_root.json: whose certificates and logs are believed.")
  @Nullable Path trustedRoot;

  @Mixin KeyOptions passwords = new KeyOptions();

  /** Whether anybody is named. */
  boolean any() {
    return !keys.isEmpty() || identity != null || issuer != null || trustedRoot != null;
  }

  /** What was named, else the user's own keys. */
  KeyPolicy policy(Console console) {
    if (identity == null && issuer == null && trustedRoot == null) {
      return passwords.keys(console).trusted(keys, List.of(), 1);
    }
    if (!keys.isEmpty()) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "--key and --certificate-identity do not go together",
          "name both in a --policy, with the threshold that is meant");
    }
    KeylessTrust.Holder holder =
        new KeylessTrust.Holder(
            given(identity, "--certificate-identity", "anybody with an account would be trusted"),
            given(issuer, "--certificate-oidc-issuer", "any provider could vouch for anybody"));
    if (trustedRoot == null) {
      throw missing("--trusted-root", "nothing says whose certificates are believed");
    }
    return passwords
        .keys(console)
        .trusted(List.of(), new KeylessTrust(trustedRoot, List.of(holder)).verifiers(), 1);
  }

  private static String given(@Nullable String value, String option, String otherwise) {
    if (value == null || value.isBlank()) {
      throw missing(option, otherwise);
    }
    return value;
  }

  private static PlinthException missing(String option, String otherwise) {
    return new PlinthException(
        ErrorCode.USAGE,
        option + " is missing: without it " + otherwise,
        "give --certificate-identity, --certificate-oidc-issuer and --trusted-root");
  }
}
