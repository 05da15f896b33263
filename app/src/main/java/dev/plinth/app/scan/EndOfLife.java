package dev.plinth.app.scan;

/**
 * A finding of its own: nobody fixes what is found in it from now on.
 *
 * @param subject {@code debian 10}, or the package
 * @param version of the package; empty of a distribution
 * @param ended the last day with support, ISO 8601; empty where only that it is over is known
 * @param note one sentence
 */
public record EndOfLife(String subject, String version, String ended, String note) {}
