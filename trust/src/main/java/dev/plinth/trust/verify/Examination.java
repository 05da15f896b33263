package dev.plinth.trust.verify;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.Material;
import dev.plinth.trust.bundle.Signed;
import dev.plinth.trust.cosign2.SimpleSigning;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.statement.StatementReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Claims about one subject, each looked at once. A claim of a key that the policy does not have
 * means nothing; one that names an accepted key and does not hold, or that an accepted key made of
 * another subject, spoils all: somebody tampers.
 */
public final class Examination {
  static final String KEYLESS =
      " is signed with a certificate: keyless needs an identity and a trusted root";

  private static final int MAX_CLAIMS = 1000;

  private final SequencedMap<String, VerifyingKey> keys;
  private final List<Keyless> identities;
  private final Digest subject;
  private final Tally tally;
  private final List<String> unusable = new ArrayList<>();
  private final List<String> spoilt = new ArrayList<>();

  Examination(KeyPolicy policy, Digest subject, List<Claim> claims) {
    this.keys = policy.keys();
    this.identities = policy.identities();
    this.subject = subject;
    this.tally = new Tally(policy.names(), policy.threshold());
    if (claims.size() > MAX_CLAIMS) {
      spoilt.add(subject + " has " + claims.size() + " signatures, more than " + MAX_CLAIMS);
      return;
    }
    claims.forEach(this::examine);
  }

  /** Whether enough accepted keys say something of this type. */
  public Verification verification(String predicateType) {
    return spoilt.isEmpty()
        ? tally.result(predicateType, unusable)
        : new Verification.Rejected(spoilt.getFirst());
  }

  /** Each claim that counts for nothing, and why. */
  public List<String> unusable() {
    return List.copyOf(unusable);
  }

  /** Each claim that speaks against the subject, and why. */
  public List<String> spoilt() {
    return List.copyOf(spoilt);
  }

  private void examine(Claim claim) {
    switch (claim) {
      case Claim.Unusable none -> unusable.add(none.reason());
      case Claim.OfBundle some -> bundle(some);
      case Claim.OfEnvelope some -> envelope(some.where(), some.envelope(), "");
      case Claim.OfPayload some -> payload(some);
    }
  }

  private void bundle(Claim.OfBundle claim) {
    Bundle bundle = claim.bundle();
    if (!(bundle.signed() instanceof Signed.InEnvelope(Envelope envelope))) {
      unusable.add(claim.where() + " signs a file, not a statement");
      return;
    }
    switch (bundle.material()) {
      case Material.KeyHint(String hint) -> envelope(claim.where(), envelope, hint);
      case Material.Certificate _ -> certificate(claim, envelope);
    }
  }

  private void certificate(Claim.OfBundle claim, Envelope envelope) {
    if (identities.isEmpty()) {
      unusable.add(claim.where() + KEYLESS);
      return;
    }
    String refused = "";
    for (Keyless accepted : identities) {
      switch (accepted.judge(claim.json())) {
        case Keyless.Outcome.Refused(String reason) -> refused = reason;
        case Keyless.Outcome.Accepted(Identity identity) -> {
          statement(claim.where(), envelope, identity);
          return;
        }
      }
    }
    unusable.add(claim.where() + " is not accepted: " + refused);
  }

  /**
   * @param hint of the one signature's key, as cosign writes it; empty for none
   */
  private void envelope(String where, Envelope envelope, String hint) {
    byte[] message = envelope.message();
    boolean known = false;
    for (Envelope.Signature signature : envelope.signatures()) {
      Optional<String> claimed = claimed(hint.isEmpty() ? signature.keyId() : hint);
      Optional<Identity> signer = signer(message, signature.value(), claimed);
      if (signer.isPresent()) {
        known = true;
        statement(where, envelope, signer.get());
      } else if (claimed.isPresent()) {
        known = true;
        spoilt.add(
            where
                + " says that key '"
                + claimed.get()
                + "' signed it, but the signature does not hold");
      }
    }
    if (!known) {
      unusable.add(where + " is signed by no key of the policy");
    }
  }

  private void payload(Claim.OfPayload claim) {
    Optional<Identity> signer = signer(claim.payload(), claim.signature(), Optional.empty());
    if (signer.isEmpty()) {
      unusable.add(claim.where() + " is signed by no key of the policy");
      return;
    }
    try {
      Digest said = SimpleSigning.read(claim.payload(), claim.where()).digest();
      if (said.equals(subject)) {
        tally.add(PredicateType.SIGNATURE, "", signer.get(), Optional.empty());
      } else {
        spoilt.add(claim.where() + " was made for " + said + ", not for " + subject);
      }
    } catch (PlinthException e) {
      spoilt.add(String.valueOf(e.getMessage()));
    }
  }

  /** Only now that somebody signed it the payload is read. */
  private void statement(String where, Envelope envelope, Identity signer) {
    if (!envelope.payloadType().equals(Envelope.IN_TOTO)) {
      spoilt.add(where + " holds no in-toto statement");
      return;
    }
    try {
      Statement statement = StatementReader.read(envelope.payload(), "the statement of " + where);
      if (!statement.isAbout(subject)) {
        spoilt.add(where + " was made for another image, not for " + subject);
        return;
      }
      String type = statement.predicateType();
      String same =
          type.equals(PredicateType.SIGNATURE) ? "" : Digest.of(envelope.payload()).toString();
      tally.add(type, same, signer, Optional.of(statement));
    } catch (PlinthException e) {
      spoilt.add(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Identity> signer(byte[] message, byte[] signature, Optional<String> claimed) {
    for (Map.Entry<String, VerifyingKey> entry : keys.entrySet()) {
      boolean asked = claimed.isEmpty() || claimed.get().equals(entry.getKey());
      if (asked && entry.getValue().verify(message, signature)) {
        return Optional.of(new Identity(entry.getKey(), entry.getValue().keyId()));
      }
    }
    return Optional.empty();
  }

  /** The accepted key that a hint means, in cosign's form or in hexadecimal. */
  private Optional<String> claimed(String hint) {
    return keys.entrySet().stream()
        .filter(
            entry -> entry.getValue().hint().equals(hint) || entry.getValue().keyId().equals(hint))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
