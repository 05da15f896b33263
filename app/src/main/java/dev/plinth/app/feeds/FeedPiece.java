package dev.plinth.app.feeds;

import dev.plinth.model.Digest;

/**
 * A file of a feed, as its publisher has it.
 *
 * @param name by which it is known; formats are told by content, archives by this
 * @param day of feeds in it that do not tell theirs, ISO 8601; empty where nobody knows
 * @param digest of its bytes
 * @param size in bytes
 */
public record FeedPiece(String name, String day, Digest digest, long size) {}
