package dev.plinth.install.deb.oracle;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.model.Digest;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file tree as text to compare: what stands at each path, times left out. */
public final class OracleTree {
  private static final long MOST_KEPT = 1 << 20;

  /**
   * @param shown kind, mode, owner, and target, or hash of the content
   * @param content of files that are small enough, for messages and special comparisons
   */
  public record Entry(String shown, byte[] content) {}

  private OracleTree() {}

  /** What mmdebstrap made; device nodes left out. */
  public static SortedMap<String, Entry> ofTar(Path tar) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar), 1 << 20);
        TarReader reader = new TarReader(in, tar.toString())) {
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarEntry entry = next.get();
        String path = RawPath.ofMember(entry.name(), "tar");
        String owner = String.format("%04o %d:%d", entry.mode(), entry.uid(), entry.gid());
        switch (entry.type()) {
          case DIRECTORY -> entries.put(path, new Entry("dir " + owner, new byte[0]));
          case SYMLINK -> entries.put(path, new Entry("link " + entry.linkName(), new byte[0]));
          case HARD_LINK ->
              entries.put(path, entries.get(RawPath.ofMember(entry.linkName(), "tar")));
          case FILE -> {
            byte[] bytes =
                entry.size() <= MOST_KEPT ? reader.content().readAllBytes() : new byte[0];
            Digest hash =
                entry.size() <= MOST_KEPT ? Digest.of(bytes) : Digest.of(reader.content());
            entries.put(path, new Entry(file(owner, hash, entry.xattrs()), bytes));
          }
          default -> {}
        }
      }
    }
    return entries;
  }

  public static SortedMap<String, Entry> of(Tree tree) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    tree.forEach((path, node) -> {
      Attributes a = node.attributes();
      String owner = String.format("%04o %d:%d", a.mode(), a.uid(), a.gid());
      switch (node) {
        case Node.Directory _ -> entries.put(path, new Entry("dir " + owner, new byte[0]));
        case Node.Symlink link ->
            entries.put(path, new Entry("link " + link.target(), new byte[0]));
        case Node.RegularFile file -> {
          byte[] bytes = file.content().size() <= MOST_KEPT ? file.content().bytes() : new byte[0];
          entries.put(path, new Entry(file(owner, file.content().sha256(), a.xattrs()), bytes));
        }
        case Node.Special _ -> {}
      }
    });
    return entries;
  }

  private static String file(String owner, Digest hash, SortedMap<String, byte[]> xattrs) {
    StringBuilder text = new StringBuilder("file ").append(owner);
    xattrs.forEach((name, value) ->
        text.append(' ').append(name).append('=').append(HexFormat.of().formatHex(value)));
    return text.append(' ').append(hash.hex(), 0, 16).toString();
  }

  static boolean sameBytes(Entry a, Entry b) {
    return Arrays.equals(a.content(), b.content());
  }
}
