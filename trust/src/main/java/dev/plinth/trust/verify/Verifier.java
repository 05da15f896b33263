package dev.plinth.trust.verify;

import dev.plinth.model.Digest;
import java.util.List;

/** Verifies claims against a policy. Without an identity to ask for there is none. */
public final class Verifier {
  private final KeyPolicy policy;

  private Verifier(KeyPolicy policy) {
    this.policy = policy;
  }

  public static Verifier of(KeyPolicy policy) {
    return new Verifier(policy);
  }

  /** Looks at each claim once, for several questions. */
  public Examination examine(Digest subject, List<Claim> claims) {
    return new Examination(policy, subject, claims);
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
