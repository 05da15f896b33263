package dev.plinth.pipeline.verify;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.model.Digest;
import java.io.IOException;
import java.util.Set;

/** Links about evidence that may be there or not, and that the policy may ask for. */
record Wanted(Chain chain, SignedEvidence evidence, Set<EvidenceKind> required, Digest top) {

  /** Evidence of the image as a whole. */
  void link(EvidenceKind kind, Chain.Check check) throws IOException {
    link(kind, "", top, check);
  }

  /**
   * Evidence of one platform: an absent kind is a broken link only where the policy asks for it.
   */
  void link(EvidenceKind kind, String of, Digest subject, Chain.Check check) throws IOException {
    // Behind a broken link nothing is looked at any more.
    if (chain.isBroken() || required.contains(kind) || evidence.has(subject, kind)) {
      chain.link(
          kind.word() + of,
          () -> {
            if (!evidence.has(subject, kind)) {
              throw SignedEvidence.broken(
                  "the image has no " + kind.word() + " evidence", "build or attest it again");
            }
            return check.run();
          });
    } else {
      chain.absent(kind.word() + of, "not attached, and not asked for");
    }
  }
}
