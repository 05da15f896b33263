package dev.plinth.inventory.listing;

/**
 * One entry of a layer.
 *
 * @param kind what it is
 * @param mode permission bits with setuid, setgid and sticky
 * @param path raw (one char per byte), clean, without a leading slash; empty for the root
 * @param target of a symbolic link as written, of a hard link the clean path; empty otherwise
 */
public record ListedEntry(EntryKind kind, int mode, String path, String target) {}
