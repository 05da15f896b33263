package dev.plinth.archive;

/**
 * A member of an ar archive.
 *
 * @param name raw (one char per byte), without the final slash that GNU ar writes
 * @param mtime seconds since 1970
 * @param size of the content in bytes
 * @param offset of the content from the start of the archive
 */
public record ArEntry(String name, long mtime, long size, long offset) {}
