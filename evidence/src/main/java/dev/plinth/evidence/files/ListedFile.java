package dev.plinth.evidence.files;

import dev.plinth.archive.TarEntry;
import dev.plinth.model.Digest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of a layer as evidence has it.
 *
 * @param path canonical raw path ({@code /usr/bin/env}), one char per byte; a whiteout's is that of
 *     its marker
 * @param mode permission bits with setuid, setgid and sticky
 * @param uid numeric owner
 * @param gid numeric group
 * @param size of a file's content in bytes
 * @param mtime seconds since 1970
 * @param sha256 of a file's content
 * @param link target of a symbolic link as written, or canonical path that a hard link repeats
 * @param xattrs extended attributes by full name, values in hexadecimal
 * @param from who brought it, see {@link Source}; empty where nothing tells
 */
public record ListedFile(
    String path,
    TarEntry.Type type,
    int mode,
    long uid,
    long gid,
    long size,
    long mtime,
    Optional<Digest> sha256,
    String link,
    SortedMap<String, String> xattrs,
    String from) {

  public ListedFile {
    xattrs = Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
  }

  /** The words for who brought a file. */
  public static final class Source {
    public static final String PACKAGE = "package ";
    public static final String GENERATED = "generated ";

    private Source() {}
  }

  /** The package that brought it. */
  public Optional<String> packageName() {
    return from.startsWith(Source.PACKAGE)
        ? Optional.of(from.substring(Source.PACKAGE.length()))
        : Optional.empty();
  }

  /** The same, brought by another. */
  public ListedFile from(String source) {
    return new ListedFile(path, type, mode, uid, gid, size, mtime, sha256, link, xattrs, source);
  }

  static SortedMap<String, String> hex(Map<String, byte[]> xattrs) {
    SortedMap<String, String> texts = new TreeMap<>();
    xattrs.forEach((name, value) -> texts.put(name, HexFormat.of().formatHex(value)));
    return texts;
  }
}
