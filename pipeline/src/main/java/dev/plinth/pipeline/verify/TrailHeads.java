package dev.plinth.pipeline.verify;

import dev.plinth.evidence.shelf.TrailShelf;
import dev.plinth.evidence.trail.Trail;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.Identity;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Says who signed the head of a trail. */
public final class TrailHeads {
  private TrailHeads() {}

  /**
   * In words: {@code signed by plinth}, or why nobody can be named.
   *
   * @param policy whose signatures count
   * @param strict whether it is a {@code VERIFICATION} error where none of them signed
   */
  public static String judge(
      TrailShelf.Found found, Digest image, Supplier<KeyPolicy> policy, boolean strict) {
    if (found.heads().isEmpty()) {
      if (strict) {
        throw SignedEvidence.broken("the head of the trail is not signed", "plinth sign IMAGE");
      }
      return "not signed";
    }
    KeyPolicy keys;
    try {
      keys = policy.get();
    } catch (PlinthException e) {
      if (strict) {
        throw e;
      }
      return "signed, but no key is known to check it with";
    }
    return "signed by " + signed(found, image, Verifier.of(keys)).getFirst().name();
  }

  /** Who signed this very state of it; nobody is a {@code VERIFICATION} error. */
  static List<Identity> signed(TrailShelf.Found found, Digest image, Verifier verifier) {
    List<Claim> claims = new ArrayList<>();
    found.heads().forEach(head -> claims.add(Claim.ofBundle(head, "the head of the trail")));
    return switch (verifier.verify(image, Trail.PREDICATE_TYPE, claims)) {
      case Verification.Rejected rejected ->
          throw SignedEvidence.broken(rejected.reason(), "do not rely on the record");
      case Verification.Trusted trusted -> {
        for (Statement statement : trusted.statements()) {
          if (TrailShelf.isHeadOf(statement.predicate(), found.trail())) {
            yield trusted.identities();
          }
        }
        throw SignedEvidence.broken(
            "the head of the trail is signed for another state of it",
            "entries were added or taken away by somebody without the key");
      }
    };
  }
}
