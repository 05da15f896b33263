package dev.plinth.fetch;

import dev.plinth.model.Digest;

/**
 * A file to download.
 *
 * @param what names it in errors, together with what vouches for it: {@code package libc6=2.36-9
 *     (sha256 in the Packages index of debian/bookworm/main)}
 * @param mirrors that may have it
 * @param path below each mirror's root; raw, one char a byte
 * @param size in bytes
 * @param digest of all its bytes
 */
public record Wanted(String what, Mirrors mirrors, String path, long size, Digest digest) {}
