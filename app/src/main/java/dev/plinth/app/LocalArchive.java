package dev.plinth.app;

import java.net.URI;

/**
 * An archive that stands in for all suites of a distribution. No command line and no file can name
 * one: it is for the recording of the start-up cache alone.
 *
 * @param root holds {@code dists}
 * @param suite its one suite, with the component {@code main}
 * @param keys armoured public keys that sign it
 */
public record LocalArchive(URI root, String suite, String keys) {}
