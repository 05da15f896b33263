package dev.plinth.app.scan;

/**
 * The image that another one is built on, proved by its layers: they are the lowest of the other's,
 * in this order.
 *
 * @param name as it was given or as it is in the store; its digest where it has none
 * @param digest of its manifest
 * @param layers how many of the image's layers are its own
 * @param proof how it was found, one clause
 */
public record Base(String name, String digest, int layers, String proof) {}
