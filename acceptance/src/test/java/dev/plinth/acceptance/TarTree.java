package dev.plinth.acceptance;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A file tree as a tar archive holds it, to be compared with another; times are not compared. */
final class TarTree {
  private static final String KEY_STORE = "etc/ssl/certs/java/cacerts";

  private final Map<String, String> entries = new TreeMap<>();

  /** Reads an archive; hard links become what they are links to, with the names that share it. */
  static TarTree read(Path file) throws IOException {
    TarTree tree = new TarTree();
    Map<String, List<String>> links = new HashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        TarReader reader = new TarReader(in, file.toString())) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        TarEntry entry = next.get();
        String name = plain(entry.name());
        if (entry.type() == TarEntry.Type.HARD_LINK) {
          links.computeIfAbsent(plain(entry.linkName()), _ -> new ArrayList<>()).add(name);
        } else {
          byte[] content =
              entry.type() == TarEntry.Type.FILE ? reader.content().readAllBytes() : new byte[0];
          tree.entries.put(name, describe(name, entry, content));
        }
      }
    }
    // Which of the names of one file comes first in the archive says nothing.
    links.forEach((first, others) -> {
      List<String> names = new ArrayList<>(others);
      names.add(first);
      Collections.sort(names);
      String what = tree.entries.get(first) + " links=" + names;
      names.forEach(name -> tree.entries.put(name, what));
    });
    return tree;
  }

  private static String plain(String name) {
    String plain = name.startsWith("./") ? name.substring(2) : name;
    return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
  }

  private static String describe(String name, TarEntry entry, byte[] content) {
    StringBuilder text = new StringBuilder(entry.type().toString());
    // A symbolic link's mode means nothing on Linux.
    if (entry.type() != TarEntry.Type.SYMLINK) {
      text.append(" mode=").append(Integer.toOctalString(entry.mode() & 07777));
    }
    text.append(" owner=").append(entry.uid()).append(':').append(entry.gid());
    switch (entry.type()) {
      case SYMLINK -> text.append(" target=").append(entry.linkName());
      case FILE -> text.append(" content=").append(content(name, content));
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          text.append(" device=").append(entry.major()).append(',').append(entry.minor());
      default -> {}
    }
    entry
        .xattrs()
        .forEach((key, value) ->
            text.append(' ').append(key).append('=').append(HexFormat.of().formatHex(value)));
    return text.toString();
  }

  private static String content(String name, byte[] content) {
    try {
      if (name.equals(KEY_STORE)) {
        return "certificates " + certificates(content);
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest) + " size=" + content.length;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(name, e);
    }
  }

  /** The digests of a Java key store's certificates: their times and order are not compared. */
  private static TreeSet<String> certificates(byte[] content)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(new ByteArrayInputStream(content), "changeit".toCharArray());
    TreeSet<String> digests = new TreeSet<>();
    for (String alias : Collections.list(store.aliases())) {
      byte[] certificate = store.getCertificate(alias).getEncoded();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate);
      digests.add(alias + " " + HexFormat.of().formatHex(digest));
    }
    return digests;
  }

  int size() {
    return entries.size();
  }

  /** What differs, a line each, but for the paths that {@code ignored} names. */
  List<String> differences(TarTree other, Predicate<String> ignored) {
    TreeSet<String> names = new TreeSet<>(entries.keySet());
    names.addAll(other.entries.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String here = entries.getOrDefault(name, "absent");
      String there = other.entries.getOrDefault(name, "absent");
      if (!here.equals(there) && !ignored.test(name)) {
        differences.add("/" + name + ": " + here + " | " + there);
      }
    }
    return differences;
  }
}
