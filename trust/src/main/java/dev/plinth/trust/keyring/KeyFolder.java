package dev.plinth.trust.keyring;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.Passwords;
import dev.plinth.trust.key.PrivateKeys;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keys by name: {@code NAME.key} (cosign's encrypted form, for the owner alone) and {@code
 * NAME.pub}; a public key alone is one to verify with. {@code retired/NAME@ID.pub} are replaced
 * keys, {@code retired/NAME@ID.json} says by which.
 */
public final class KeyFolder {
  /** The name of the key that is used where none is named. */
  public static final String DEFAULT = "plinth";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final String RETIRED = "retired";
  private static final int SHORT_ID = 16;

  private final Path folder;
  private final Supplier<SecureRandom> random;
  private final KeyFiles files;

  /**
   * @param folder need not exist before a key is made
   */
  public KeyFolder(Path folder, SecureRandom random) {
    this(folder, () -> random);
  }

  /**
   * @param random asked where keys are made; who only looks needs none
   */
  public KeyFolder(Path folder, Supplier<SecureRandom> random) {
    this.folder = folder;
    this.random = random;
    this.files = new KeyFiles(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Whether there is a private key of this name. */
  public boolean has(String name) {
    return files.read(check(name) + ".key").isPresent();
  }

  /** Makes a key; a name that is taken is a {@code REFUSED} error. The password is wiped. */
  public VerifyingKey create(String name, byte[] password) {
    check(name);
    return files.alone(() -> {
      if (files.read(name + ".pub").isPresent() || has(name)) {
        throw taken(name);
      }
      PrivateKeys.NewKey key = PrivateKeys.generate(password, random.get());
      Arrays.fill(password, (byte) 0);
      if (!files.create(name + ".key", key.pem())) {
        throw taken(name);
      }
      files.write(name + ".pub", key.publicKey().toPem());
      return key.publicKey();
    });
  }

  /** Adds a public key of somebody else, to verify with. */
  public void add(String name, VerifyingKey key) {
    check(name);
    files.alone(() -> {
      if (has(name) || !files.create(name + ".pub", key.toPem())) {
        throw taken(name);
      }
      return name;
    });
  }

  /** Opens the private key, as {@link PrivateKeys#open}; none is a {@code NOT_FOUND} error. */
  public Signer signer(String name, Passwords passwords) {
    byte[] pem = files.read(check(name) + ".key").orElseThrow(() -> missing(name));
    Signer signer = PrivateKeys.open(pem, "key " + name, passwords);
    byte[] publicPem = signer.publicKey().toPem();
    // A crash between the two files of a key leaves the public half missing or old.
    if (!files.read(name + ".pub").map(had -> Arrays.equals(had, publicPem)).orElse(false)) {
      files.write(name + ".pub", publicPem);
    }
    return signer;
  }

  /** The public key; none is a {@code NOT_FOUND} error. */
  public VerifyingKey publicKey(String name) {
    byte[] pem = files.read(check(name) + ".pub").orElseThrow(() -> missing(name));
    return VerifyingKey.parse(pem, "key " + name);
  }

  /** All keys, sorted by name, retired ones last. */
  public List<StoredKey> list() {
    List<StoredKey> result = new ArrayList<>();
    for (String name : names("", ".pub")) {
      if (!NAME.matcher(name).matches()) {
        continue;
      }
      result.add(new StoredKey(name, publicKey(name), has(name), false));
    }
    for (String name : names(RETIRED, ".pub")) {
      result.add(new StoredKey(name, retired(name), false, true));
    }
    return result;
  }

  /** What verifies, by name: every key here, retired ones too. */
  public SequencedMap<String, VerifyingKey> verifying() {
    SequencedMap<String, VerifyingKey> result = new LinkedHashMap<>();
    for (StoredKey stored : list()) {
      if (!result.containsValue(stored.key())) {
        result.put(stored.name(), stored.key());
      }
    }
    return result;
  }

  /**
   * Makes a new key under the name of the old one, which is retired: its private half is gone, its
   * public half still verifies, and both keys sign that one replaces the other.
   *
   * @param password of the new key; wiped
   */
  public Rotation rotate(String name, Passwords passwords, byte[] password) {
    check(name);
    return files.alone(() -> {
      Signer old = signer(name, passwords);
      PrivateKeys.NewKey made = PrivateKeys.generate(password, random.get());
      Signer replacement =
          PrivateKeys.open(made.pem(), "the new key", _ -> Optional.of(password.clone()));
      Arrays.fill(password, (byte) 0);
      String kept = RETIRED + "/" + name + "@" + shortId(old.publicKey());
      files.write(kept + ".pub", old.publicKey().toPem());
      files.write(kept + ".json", Rotation.sign(name, old, replacement));
      files.write(name + ".key", made.pem());
      files.write(name + ".pub", made.publicKey().toPem());
      return new Rotation(name, old.publicKey().keyId(), made.publicKey().keyId());
    });
  }

  /** Which keys replaced which, each proved; one that is not is a {@code VERIFICATION} error. */
  public List<Rotation> rotations() {
    List<StoredKey> keys = list();
    List<Rotation> result = new ArrayList<>();
    for (String name : names(RETIRED, ".json")) {
      String what = "the rotation of key " + name;
      byte[] envelope = files.read(RETIRED + "/" + name + ".json").orElseThrow();
      result.add(proved(envelope, retired(name), keys, what));
    }
    return result;
  }

  private static Rotation proved(
      byte[] envelope, VerifyingKey old, List<StoredKey> keys, String what) {
    for (StoredKey stored : keys) {
      if (Envelope.parse(envelope, what).isSignedBy(stored.key()) && !stored.key().equals(old)) {
        return Rotation.read(envelope, old, stored.key(), what);
      }
    }
    return Rotation.read(envelope, old, old, what);
  }

  private VerifyingKey retired(String name) {
    byte[] pem = files.read(RETIRED + "/" + name + ".pub").orElseThrow(() -> missing(name));
    return VerifyingKey.parse(pem, "retired key " + name);
  }

  private TreeSet<String> names(String under, String suffix) {
    Path place = folder.resolve(under);
    if (!Files.isDirectory(place)) {
      return new TreeSet<>();
    }
    try (Stream<Path> entries = Files.list(place)) {
      TreeSet<String> names = new TreeSet<>();
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(file -> file.endsWith(suffix) && !file.startsWith("."))
          .forEach(file -> names.add(file.substring(0, file.length() - suffix.length())));
      return names;
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot list " + place + ": " + e.getMessage(),
          "check the permissions of the folder",
          e);
    }
  }

  private static String shortId(VerifyingKey key) {
    return key.keyId().substring(0, SHORT_ID);
  }

  private static String check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "'" + name + "' cannot be the name of a key",
          "use up to 64 lower-case letters, digits, points, dashes and underscores");
    }
    return name;
  }

  private PlinthException taken(String name) {
    return new PlinthException(
        ErrorCode.REFUSED,
        "there is a key '" + name + "' already in " + folder,
        "choose another name, or rotate the key");
  }

  private PlinthException missing(String name) {
    return new PlinthException(
        ErrorCode.NOT_FOUND,
        "there is no key '" + name + "' in " + folder,
        "list the keys that there are, or make one");
  }
}
