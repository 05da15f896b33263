package dev.plinth.inventory.layers;

/**
 * A file that says which system it is.
 *
 * @param path raw, in the layer
 * @param text its content; empty where it was not read
 * @param unread why it was not read, one sentence; empty where it was
 */
public record SystemText(String path, String text, String unread) {}
