package dev.plinth.sandbox;

/**
 * How a command ended.
 *
 * @param exitCode of the program; 128 + the signal's number where a signal ended it
 * @param standardOutput at most the first MiB, read as UTF-8
 * @param standardError likewise
 * @param timedOut whether it was killed because it took too long
 */
public record SandboxResult(
    int exitCode, String standardOutput, String standardError, boolean timedOut) {}
