package dev.plinth.app.vex;

/**
 * VEX that was found and does not hold.
 *
 * @param name where it came from
 * @param reason one clause
 */
public record VexRefused(String name, String reason) {}
