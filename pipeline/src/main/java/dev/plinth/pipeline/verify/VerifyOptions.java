package dev.plinth.pipeline.verify;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.trust.verify.KeyPolicy;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is asked of an image.
 *
 * @param policy whose signatures count
 * @param required evidence that must be there, signed
 * @param depth how far down it is checked
 */
public record VerifyOptions(KeyPolicy policy, Set<EvidenceKind> required, Depth depth) {
  /** What is asked where no policy says otherwise. */
  public static final Set<EvidenceKind> USUAL =
      Set.copyOf(
          EnumSet.of(
              EvidenceKind.SIGNATURE,
              EvidenceKind.PROVENANCE,
              EvidenceKind.INPUTS,
              EvidenceKind.FILES));

  public VerifyOptions {
    required = Set.copyOf(required);
  }

  /** How far down. */
  public enum Depth {
    /** Every file of every layer is held against the signed list. */
    LIST,
    /** The packages are read and installed again, and every file is held against that. */
    PACKAGES,
    /** The image is built again. */
    BUILD
  }
}
