package dev.plinth.deb.file;

import dev.plinth.model.Digest;
import java.util.List;
import java.util.SortedMap;

/**
 * What a .deb holds; contents of files lie one after the other in a file beside.
 *
 * @param newest time of the ar members, in seconds since 1970
 * @param control files of the control archive
 */
record Unpacked(long newest, SortedMap<String, byte[]> control, List<Entry> entries) {
  /** Bytes of all contents, one after the other. */
  long size() {
    return entries.stream().filter(entry -> entry.kind() == 'f').mapToLong(Entry::size).sum();
  }

  /**
   * One member of the data archive.
   *
   * @param path canonical raw path
   * @param kind {@code d}, {@code f}, {@code l} or {@code h}
   * @param target of a symbolic link as written, or canonical path of a hard link's file
   * @param offset of the content in the file beside
   * @param sha256 of the content; of nothing for all but files
   */
  record Entry(
      String path,
      char kind,
      int mode,
      int uid,
      int gid,
      long mtime,
      String target,
      long offset,
      long size,
      Digest sha256,
      SortedMap<String, byte[]> xattrs) {}
}
