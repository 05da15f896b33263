package dev.plinth.trust.verify;

import dev.plinth.trust.statement.Statement;
import java.util.List;

/** What a set of signatures is worth. */
public sealed interface Verification {
  /**
   * Enough of the accepted keys signed the same thing, and nothing speaks against it.
   *
   * @param identities who did, in the policy's order
   * @param statements what they said; empty for cosign 2's signatures, which only name the image
   */
  record Trusted(List<Identity> identities, List<Statement> statements) implements Verification {
    public Trusted {
      identities = List.copyOf(identities);
      statements = List.copyOf(statements);
    }
  }

  /**
   * Not so.
   *
   * @param reason what and where, for people
   */
  record Rejected(String reason) implements Verification {}
}
