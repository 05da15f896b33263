package dev.plinth.oci.layout;

import dev.plinth.model.Digest;

/**
 * A listed manifest that cannot be read and is about something, or may be: what it said is lost.
 *
 * @param digest under which it is listed
 * @param reason one sentence
 */
public record BrokenReferrer(Digest digest, String reason) {}
