package dev.plinth.cli;

import dev.plinth.app.KeylessSigning;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.Signing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who signs: keys, or an identity with a certificate for the moment. */
final class KeylessOptions {
  private static final int LONGEST = 64 << 10;

  @Mixin SigningOptions keys = new SigningOptions();

  @Option(
      names = "--keyless",
      description = "Sign with a certificate for the moment, of an OpenID identity (network).")
  boolean keyless;

  @Option(
      names = "--trusted-root",
      paramLabel = "FILE",
      description = "Sigstore's trusted_root.json, for --keyless.")
  @Nullable Path trustedRoot;

  @Option(
      names = "--signing-config",
      paramLabel = "FILE",
      description = "Sigstore's signing_config.json: the services that --keyless asks.")
  @Nullable Path signingConfig;

  @Option(
      names = "--identity-token",
      paramLabel = "FILE",
      description = "Holds the identity's token (default: of the CI service, else a browser).")
  @Nullable Path token;

  /** Nobody is an error. */
  Signing signing(Console console) {
    boolean named = trustedRoot != null || signingConfig != null || token != null;
    if (!keyless && named) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "--trusted-root, --signing-config and --identity-token are for --keyless",
          "add --keyless, or leave them out");
    }
    if (!keyless) {
      return keys.signing(console, true);
    }
    if (!keys.keys.isEmpty()) {
      throw new PlinthException(
          ErrorCode.USAGE, "--key and --keyless do not go together", "sign twice: once with each");
    }
    if (trustedRoot == null || signingConfig == null) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "--keyless needs --trusted-root and --signing-config",
          "name the two files that the Sigstore instance publishes");
    }
    return new KeylessSigning(
        trustedRoot,
        signingConfig,
        Optional.ofNullable(token).map(KeylessOptions::read),
        console.err()::println);
  }

  private static String read(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (bytes.length > LONGEST || text.split("\\.", -1).length != 3) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            file + " holds no identity token",
            "name a file with the three parts of a JSON web token (RFC 7519)");
      }
      return text;
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "cannot read the identity token " + file,
          "check its name and permissions",
          e);
    }
  }
}
