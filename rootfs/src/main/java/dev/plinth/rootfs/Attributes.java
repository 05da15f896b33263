package dev.plinth.rootfs;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node has besides its kind.
 *
 * @param mode permission bits with setuid, setgid and sticky: {@code 00000} to {@code 07777}
 * @param uid numeric owner, unsigned
 * @param gid numeric group, unsigned
 * @param mtime seconds since 1970, or {@link #GENERATED} for what Plinth made: such nodes take the
 *     newest time of the layer they end up in
 * @param xattrs extended attributes by full name ({@code security.capability}); values are bytes
 * @param origin who brought the node
 */
public record Attributes(
    int mode, int uid, int gid, long mtime, SortedMap<String, byte[]> xattrs, Origin origin) {
  /** The time of nodes that have none of their own. */
  public static final long GENERATED = -1;

  public Attributes {
    if ((mode & ~07777) != 0) {
      throw new IllegalArgumentException("mode " + Integer.toOctalString(mode));
    }
    xattrs = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
  }

  /** Owned by root, without xattrs, made by {@code origin} at no time of its own. */
  public static Attributes generated(int mode, Origin origin) {
    return new Attributes(mode, 0, 0, GENERATED, new TreeMap<>(Map.of()), origin);
  }

  public Attributes withMode(int newMode) {
    return new Attributes(newMode, uid, gid, mtime, xattrs, origin);
  }

  public Attributes withOwner(int newUid, int newGid) {
    return new Attributes(mode, newUid, newGid, mtime, xattrs, origin);
  }

  public Attributes withMtime(long newMtime) {
    return new Attributes(mode, uid, gid, newMtime, xattrs, origin);
  }

  public Attributes withOrigin(Origin newOrigin) {
    return new Attributes(mode, uid, gid, mtime, xattrs, newOrigin);
  }

  public Attributes withXattrs(SortedMap<String, byte[]> newXattrs) {
    return new Attributes(mode, uid, gid, mtime, newXattrs, origin);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes that
        && mode == that.mode
        && uid == that.uid
        && gid == that.gid
        && mtime == that.mtime
        && origin.equals(that.origin)
        && sameXattrs(that);
  }

  /** Whether names and bytes of all extended attributes are the same. */
  public boolean sameXattrs(Attributes that) {
    if (!xattrs.keySet().equals(that.xattrs.keySet())) {
      return false;
    }
    return xattrs.entrySet().stream()
        .allMatch(each -> Arrays.equals(each.getValue(), that.xattrs.get(each.getKey())));
  }

  @Override
  public int hashCode() {
    return Objects.hash(mode, uid, gid, mtime, xattrs.keySet(), origin);
  }
}
