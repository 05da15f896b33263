package dev.plinth.pipeline.attest;

import dev.plinth.evidence.shelf.Piece;
import java.util.Optional;

/**
 * One piece of evidence as it is shown.
 *
 * @param about {@code index}, or the platform
 * @param signer key id that the bundle names, which nobody vouches for; empty where unsigned
 */
public record EvidenceRow(Piece piece, String about, Optional<String> signer) {}
