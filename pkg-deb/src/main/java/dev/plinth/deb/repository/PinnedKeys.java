package dev.plinth.deb.repository;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.openpgp.BadPgp;
import dev.plinth.openpgp.Keyring;
import dev.plinth.openpgp.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** OpenPGP keys that are pinned: Debian's, shipped with Plinth, or those of a spec. */
public final class PinnedKeys implements ReleaseVerifier {
  private static final String DEBIAN = "debian-archive-keys.asc";

  private final Keyring ring;

  private PinnedKeys(Keyring ring) {
    this.ring = ring;
  }

  /** The shipped keys with these fingerprints of primary keys, upper-case hexadecimal. */
  public static PinnedKeys shipped(List<String> fingerprints) {
    try {
      return new PinnedKeys(Keyring.pinned(Shipped.KEYS, Set.copyOf(fingerprints)));
    } catch (BadPgp e) {
      throw new IllegalStateException(DEBIAN + ": " + e.reason(), e);
    }
  }

  /** Read once, on first use. */
  private static final class Shipped {
    static final byte[] KEYS = read();

    private static byte[] read() {
      try (InputStream in = PinnedKeys.class.getResourceAsStream(DEBIAN)) {
        if (in == null) {
          throw new IllegalStateException(DEBIAN + " is missing");
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new IllegalStateException(DEBIAN + " cannot be read", e);
      }
    }
  }

  /**
   * All keys of a spec's repository.
   *
   * @param repository its name, for errors
   * @param armored texts of public keys, at least one
   */
  public static PinnedKeys of(String repository, List<String> armored) {
    try {
      List<Keyring> rings = new ArrayList<>();
      for (String text : armored) {
        rings.add(Keyring.all(text.getBytes(StandardCharsets.ISO_8859_1)));
      }
      return new PinnedKeys(Keyring.join(rings));
    } catch (BadPgp e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the keys of the repository " + repository + " cannot be used: " + e.reason(),
          "give at least one armoured public key (RSA of 2048 bits or more, or Ed25519)");
    }
  }

  /** Fingerprints of the primary keys. */
  public List<String> fingerprints() {
    return ring.fingerprints();
  }

  @Override
  public Judgement clearSigned(byte[] inRelease) {
    return judgement(ring.clearSigned(inRelease));
  }

  @Override
  public Judgement detached(byte[] release, byte[] signature) {
    return judgement(ring.detached(release, signature));
  }

  private static Judgement judgement(Verification verification) {
    return switch (verification) {
      case Verification.Trusted trusted -> new Judgement.Good(trusted.text(), signers(trusted));
      case Verification.Foreign foreign -> new Judgement.NotPinned(foreign.reason());
      case Verification.Rejected rejected -> new Judgement.Bad(rejected.reason());
    };
  }

  private static List<Signer> signers(Verification.Trusted trusted) {
    List<Signer> signers = new ArrayList<>();
    for (Verification.Signer signer : trusted.signers()) {
      signers.add(new Signer(signer.fingerprint(), signer.expires()));
    }
    return signers;
  }
}
