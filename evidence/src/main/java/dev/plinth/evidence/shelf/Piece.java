package dev.plinth.evidence.shelf;

import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;

/**
 * One piece of evidence as it lies in the store. What it says of itself is not believed yet.
 *
 * @param type of its predicate, or of the artifact
 * @param referrer its manifest
 * @param content its one blob; the manifest itself where it has several
 * @param subject what it is about
 * @param signed whether it is a bundle: somebody signed it
 */
public record Piece(
    EvidenceKind kind,
    String type,
    Descriptor referrer,
    Descriptor content,
    Digest subject,
    boolean signed) {}
