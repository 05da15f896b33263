package dev.plinth.archive;

import java.util.Collections;
import java.util.SortedMap;

/**
 * An entry of a tar archive, extended headers applied. Names are raw: one char per byte.
 *
 * @param name as written, never empty, without NUL; may be absolute, hold {@code ..} or a final
 *     slash: the reader of a tree decides
 * @param type what it is
 * @param mode permission bits with setuid, setgid and sticky
 * @param uid numeric owner, 0 to 2^32-1
 * @param gid numeric group, 0 to 2^32-1
 * @param size of the content in bytes; 0 for all but files
 * @param mtime seconds since 1970, fractions cut off downwards
 * @param linkName target of a symbolic link as written, or the name of the entry that a hard link
 *     repeats; empty otherwise
 * @param userName owner by name, may be empty
 * @param groupName group by name, may be empty
 * @param major of a device
 * @param minor of a device
 * @param xattrs extended attributes by full name; values are bytes
 * @param offset of the content from the start of the tar stream
 */
public record TarEntry(
    String name,
    Type type,
    int mode,
    long uid,
    long gid,
    long size,
    long mtime,
    String linkName,
    String userName,
    String groupName,
    int major,
    int minor,
    SortedMap<String, byte[]> xattrs,
    long offset) {

  /** The kinds of entries. */
  public enum Type {
    FILE,
    HARD_LINK,
    SYMLINK,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    DIRECTORY,
    FIFO
  }

  public TarEntry {
    xattrs = Collections.unmodifiableSortedMap(xattrs);
  }
}
