package dev.plinth.inventory.hygiene;

import dev.plinth.inventory.HygieneFinding.Kind;

/**
 * A secret, or an account without one, in a file of a layer.
 *
 * @param kind what it is
 * @param path raw, of the file
 * @param detail one phrase, never the secret
 */
public record Secret(Kind kind, String path, String detail) {}
