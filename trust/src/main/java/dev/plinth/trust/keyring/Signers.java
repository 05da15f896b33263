package dev.plinth.trust.keyring;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.key.Passwords;
import dev.plinth.trust.key.Pem;
import dev.plinth.trust.key.PrivateKeys;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.token.Pkcs11Uri;
import dev.plinth.trust.token.TokenSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Finds the key that a person names: {@code pkcs11:…}, a file (whatever has a slash or ends in
 * {@code .key}, {@code .pem} or {@code .pub}), or a name in the folder of keys.
 */
public final class Signers {
  private final KeyFolder folder;

  public Signers(KeyFolder folder) {
    this.folder = folder;
  }

  /** Opens a private key; the caller closes it. */
  public Signer open(String reference, Passwords passwords) {
    if (Pkcs11Uri.is(reference)) {
      return TokenSigner.open(Pkcs11Uri.parse(reference), passwords);
    }
    if (isFile(reference)) {
      return PrivateKeys.open(read(reference), "key " + reference, passwords);
    }
    return folder.signer(reference, passwords);
  }

  /** The public key of a file or a name. */
  public VerifyingKey publicKey(String reference) {
    return isFile(reference)
        ? VerifyingKey.parse(read(reference), "key " + reference)
        : folder.publicKey(reference);
  }

  private static boolean isFile(String reference) {
    return reference.contains("/")
        || reference.endsWith(".key")
        || reference.endsWith(".pem")
        || reference.endsWith(".pub");
  }

  private static byte[] read(String file) {
    Path path = Path.of(file);
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(Pem.MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no key " + file, "name a key of the folder or a file", e);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot read key " + file + ": " + e.getMessage(),
          "check the permissions of the file",
          e);
    }
  }
}
