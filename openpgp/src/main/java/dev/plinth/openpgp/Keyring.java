package dev.plinth.openpgp;

import dev.plinth.openpgp.Certificate.SigningKey;
import dev.plinth.openpgp.Verification.Foreign;
import dev.plinth.openpgp.Verification.Rejected;
import dev.plinth.openpgp.Verification.Signer;
import dev.plinth.openpgp.Verification.Trusted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Pinned keys. One good signature is enough; signatures of other keys are passed over; a bad one
 * that claims a pinned key is never. Time is the caller's to judge.
 */
public final class Keyring {
  private static final int MAX_SIGNATURES = 64;

  private final List<Certificate> pinned;

  private Keyring(List<Certificate> pinned) {
    this.pinned = List.copyOf(pinned);
  }

  /**
   * The keys in {@code keys}, armoured or not, whose fingerprint is among {@code fingerprints}.
   *
   * @throws BadPgp where one of them is missing, or none is asked for: nobody is never anybody
   */
  public static Keyring pinned(byte[] keys, Set<String> fingerprints) throws BadPgp {
    List<Certificate> found = certificates(keys, fingerprints::contains);
    Set<String> missing = new TreeSet<>(fingerprints);
    found.forEach(certificate -> missing.remove(certificate.fingerprint()));
    if (!missing.isEmpty()) {
      throw new BadPgp("it has no key " + String.join(", ", missing));
    }
    return of(found);
  }

  /** All keys in {@code keys}, armoured or not; at least one. */
  public static Keyring all(byte[] keys) throws BadPgp {
    return of(certificates(keys, _ -> true));
  }

  private static List<Certificate> certificates(byte[] keys, Predicate<String> wanted)
      throws BadPgp {
    byte[] packets = Armor.is(keys) ? Armor.decode(keys, "PUBLIC KEY BLOCK") : keys;
    return Certificate.all(Packet.parse(packets), wanted);
  }

  private static Keyring of(List<Certificate> certificates) throws BadPgp {
    if (certificates.isEmpty()) {
      throw new BadPgp("it has no public key of a kind that is supported");
    }
    return new Keyring(certificates);
  }

  /** The keys of several rings. */
  public static Keyring join(List<Keyring> rings) throws BadPgp {
    List<Certificate> all = new ArrayList<>();
    rings.forEach(ring -> all.addAll(ring.pinned));
    return of(all);
  }

  /** Fingerprints of the primary keys, upper-case hexadecimal, in order. */
  public List<String> fingerprints() {
    return pinned.stream().map(Certificate::fingerprint).toList();
  }

  /** A clear-signed file; what is none at all, a page that says "not found", is foreign. */
  public Verification clearSigned(byte[] file) {
    if (!CleartextMessage.is(file)) {
      return new Foreign("it is not clear-signed");
    }
    try {
      CleartextMessage message = CleartextMessage.parse(file);
      return verify(message.signatures(), message.hashed(), message.text(), SignaturePacket.TEXT);
    } catch (BadPgp e) {
      return new Rejected(e.reason());
    }
  }

  /** A file with its signature beside it, armoured or not. */
  public Verification detached(byte[] file, byte[] signature) {
    try {
      byte[] packets = Armor.is(signature) ? Armor.decode(signature, "SIGNATURE") : signature;
      return verify(packets, file, file, SignaturePacket.BINARY);
    } catch (BadPgp e) {
      return new Rejected(e.reason());
    }
  }

  private Verification verify(byte[] packets, byte[] hashed, byte[] text, int type) throws BadPgp {
    List<Signer> signers = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<Packet> all = Packet.parse(packets);
    if (all.isEmpty() || all.size() > MAX_SIGNATURES) {
      throw new BadPgp("it has " + all.size() + " signatures");
    }
    for (Packet packet : all) {
      if (packet.tag() != Packet.SIGNATURE) {
        throw new BadPgp("its signature holds something else");
      }
      SignaturePacket signature;
      try {
        signature = SignaturePacket.parse(packet.body());
      } catch (BadPgp e) {
        others.add(e.reason()); // of a kind that no pinned key makes
        continue;
      }
      Optional<Signer> signer = signer(signature, hashed, type);
      if (signer.isPresent()) {
        signers.add(signer.get());
      } else {
        others.add("it is signed by " + signature.issuer());
      }
    }
    return signers.isEmpty()
        ? new Foreign("no pinned key signed it (" + String.join("; ", others) + ")")
        : new Trusted(text, List.copyOf(signers));
  }

  /** The pinned key that made it; empty where it is not by any. */
  private Optional<Signer> signer(SignaturePacket signature, byte[] hashed, int type)
      throws BadPgp {
    for (Certificate certificate : pinned) {
      if (!certificate.claimedBy(signature)) {
        continue;
      }
      for (SigningKey candidate : certificate.signing()) {
        if (!signature.claims(candidate.key().fingerprint)) {
          continue;
        }
        String name = certificate.fingerprint();
        if (certificate.revoked()) {
          throw new BadPgp("its key " + name + " is revoked");
        }
        if (signature.type != type || !candidate.key().signed(signature, hashed)) {
          throw new BadPgp("the signature by " + name + " does not hold");
        }
        if (signature.created() < candidate.key().created) {
          throw new BadPgp("the signature by " + name + " is older than the key");
        }
        Optional<Long> expires = Certificate.earlier(candidate.expires(), signature.expires());
        return Optional.of(new Signer(name, expires.map(Instant::ofEpochSecond)));
      }
    }
    return Optional.empty();
  }
}
