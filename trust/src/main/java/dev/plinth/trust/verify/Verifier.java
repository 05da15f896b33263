package dev.plinth.trust.verify;

import dev.plinth.model.Digest;
import dev.plinth.trust.key.VerifyingKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Verifies claims against a policy. Without an identity to ask for there is none. */
public final class Verifier {
  private final SequencedMap<String, VerifyingKey> keys;
  private final int threshold;
  private final Optional<Keyless> keyless;

  private Verifier(
      SequencedMap<String, VerifyingKey> keys, int threshold, Optional<Keyless> keyless) {
    this.keys = keys;
    this.threshold = threshold;
    this.keyless = keyless;
  }

  public static Verifier of(KeyPolicy policy) {
    return new Verifier(policy.keys(), policy.threshold(), Optional.empty());
  }

  /** Keys, and identities beside them, of which each counts as a key. */
  public static Verifier of(KeyPolicy policy, Keyless keyless) {
    return new Verifier(policy.keys(), policy.threshold(), Optional.of(keyless));
  }

  /** One accepted identity is enough. */
  public static Verifier of(Keyless keyless) {
    return new Verifier(Collections.emptySortedMap(), 1, Optional.of(keyless));
  }

  /** Looks at each claim once, for several questions. */
  public Examination examine(Digest subject, List<Claim> claims) {
    return new Examination(keys, threshold, keyless, subject, claims);
  }

  /**
   * Whether the policy's keys say something of this type of {@code subject}.
   *
   * @param predicateType for example {@link dev.plinth.trust.statement.PredicateType#SIGNATURE},
   *     which cosign 2's signatures count as
   */
  public Verification verify(Digest subject, String predicateType, List<Claim> claims) {
    return examine(subject, claims).verification(predicateType);
  }
}
