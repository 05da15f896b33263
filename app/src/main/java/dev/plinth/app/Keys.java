package dev.plinth.app;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.Signing;
import dev.plinth.trust.key.Passwords;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.keyring.KeyFolder;
import dev.plinth.trust.keyring.Rotation;
import dev.plinth.trust.keyring.Signers;
import dev.plinth.trust.token.Pkcs11Uri;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Keyless;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** The user's keys: those in the configuration folder, in files and in tokens. */
public final class Keys {
  private final KeyFolder folder;
  private final Passwords passwords;
  private final boolean canAsk;
  private final boolean prompts;
  private final Consumer<String> say;

  /**
   * @param config the user's configuration
   * @param passwords from a file, the environment or a prompt
   * @param canAsk whether {@code passwords} has one to give
   * @param prompts whether it may ask a person for it
   * @param say takes remarks for people
   */
  public Keys(
      Path config, Passwords passwords, boolean canAsk, boolean prompts, Consumer<String> say) {
    this.folder = new KeyFolder(config.resolve("keys"), SecureRandom::new);
    this.passwords = passwords;
    this.canAsk = canAsk;
    this.prompts = prompts;
    this.say = say;
  }

  public KeyFolder folder() {
    return folder;
  }

  /** Makes a key, encrypted with a password that is asked for. */
  public VerifyingKey create(String name) {
    byte[] password =
        passwords
            .password("new key " + name)
            .orElseThrow(() ->
                new PlinthException(
                    ErrorCode.USAGE,
                    "a new key needs a password to be encrypted with",
                    "set PLINTH_KEY_PASSWORD, name a --key-password-file, or work at a terminal"));
    return folder.create(name, password);
  }

  /** A new key under the same name; both passwords come from the same place. */
  public Rotation rotate(String name) {
    byte[] password =
        passwords
            .password("new key " + name)
            .orElseThrow(() ->
                new PlinthException(
                    ErrorCode.USAGE,
                    "the new key needs a password to be encrypted with",
                    "set PLINTH_KEY_PASSWORD, name a --key-password-file, or work at a terminal"));
    return folder.rotate(name, passwords, password);
  }

  /**
   * Who signs a build.
   *
   * @param references keys by name, file or {@code pkcs11:}; the default key where empty
   * @param required whether it is an error where nobody can sign
   */
  public Signing signing(List<String> references, boolean required) {
    if (!references.isEmpty()) {
      return new Opening(references, true);
    }
    boolean there = folder.has(KeyFolder.DEFAULT);
    if (canAsk || (required && there)) {
      return new Opening(List.of(KeyFolder.DEFAULT), required);
    }
    String why =
        there
            ? "unsigned: the key "
                + KeyFolder.DEFAULT
                + " needs its password (PLINTH_KEY_PASSWORD, --key-password-file, or a terminal)"
            : "unsigned: there is no key yet, and no password to make one with"
                + " (PLINTH_KEY_PASSWORD, --key-password-file, or a terminal)";
    if (required) {
      throw new PlinthException(ErrorCode.USAGE, why, "give the password, or build without --sign");
    }
    return Signing.none(why);
  }

  /** Keys that are named, made at first use where it is the default one. */
  private final class Opening implements Signing {
    private final List<String> references;
    private final List<VerifyingKey> known = new ArrayList<>();
    private final List<Signer> tokens = new ArrayList<>();

    private final boolean required;
    private String remark = "";

    Opening(List<String> references, boolean required) {
      this.references = List.copyOf(references);
      this.required = required;
    }

    @Override
    public List<VerifyingKey> keys() {
      if (known.isEmpty() && remark.isEmpty()) {
        if (!required && !folder.has(KeyFolder.DEFAULT) && !createdFirst()) {
          remark = "unsigned: no password was given to make a key with";
          return List.of();
        }
        for (String reference : references) {
          known.add(key(reference));
        }
      }
      return List.copyOf(known);
    }

    /** The key of the first use; not made where nobody gives a password. */
    private boolean createdFirst() {
      Optional<byte[]> password = passwords.password("new key " + KeyFolder.DEFAULT);
      if (password.isEmpty()) {
        return false;
      }
      VerifyingKey made = folder.create(KeyFolder.DEFAULT, password.get());
      say.accept(
          "made the key "
              + KeyFolder.DEFAULT
              + " ("
              + made.keyId().substring(0, 12)
              + ") in "
              + folder.folder()
              + ": keep a copy of it and of its password");
      return true;
    }

    private VerifyingKey key(String reference) {
      if (reference.equals(KeyFolder.DEFAULT) && !folder.has(reference) && !createdFirst()) {
        throw new PlinthException(
            ErrorCode.USAGE,
            "a new key needs a password to be encrypted with",
            "set PLINTH_KEY_PASSWORD, name a --key-password-file, or work at a terminal");
      }
      if (Pkcs11Uri.is(reference) || reference.contains("/") || reference.endsWith(".key")) {
        Signer signer = new Signers(folder).open(reference, passwords);
        tokens.add(signer);
        return signer.publicKey();
      }
      return folder.publicKey(reference);
    }

    @Override
    public Map<String, VerifyingKey> known() {
      return folder.verifying();
    }

    @Override
    public List<Signer> open() {
      keys();
      List<Signer> signers = new ArrayList<>(tokens);
      for (String reference : references) {
        boolean opened =
            Pkcs11Uri.is(reference) || reference.contains("/") || reference.endsWith(".key");
        if (!opened) {
          signers.add(folder.signer(reference, passwords));
        }
      }
      return signers;
    }

    @Override
    public boolean asks() {
      return prompts;
    }

    @Override
    public String remark() {
      return remark;
    }
  }

  /**
   * Whose signatures count.
   *
   * @param references public keys by name or file; where there are neither these nor identities,
   *     all of the folder
   * @param identities of certificates
   * @param threshold how many of all must sign
   */
  public KeyPolicy trusted(List<String> references, List<Keyless> identities, int threshold) {
    SequencedMap<String, VerifyingKey> keys = new LinkedHashMap<>();
    if (references.isEmpty() && identities.isEmpty()) {
      keys.putAll(folder.verifying());
      if (keys.isEmpty()) {
        throw new PlinthException(
            ErrorCode.VERIFICATION,
            "no key is known whose signature would count, so nothing can be trusted",
            "name one with --key FILE.pub, or add it: plinth key add NAME FILE.pub");
      }
    }
    for (String reference : references) {
      keys.put(reference, new Signers(folder).publicKey(reference));
    }
    return new KeyPolicy(keys, identities, threshold);
  }

  /** The first of a file, the environment and a prompt that has one. */
  public static Passwords first(List<Passwords> places) {
    return what -> {
      for (Passwords place : places) {
        Optional<byte[]> found = place.password(what);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    };
  }
}
