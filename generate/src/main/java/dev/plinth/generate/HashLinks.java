package dev.plinth.generate;

import dev.plinth.generate.Der.Malformed;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code openssl rehash DIRECTORY} does (openssl-rehash(1)): links named by subject hash, so
 * that OpenSSL finds a certificate by the issuer it looks for. Links that fit are kept, others are
 * removed, duplicates and files with several certificates get none.
 */
public final class HashLinks {
  private static final int MOST_COLLISIONS = 256;
  private static final int NO_LINK = 65535;

  /** A file, or a link that exists, under one hash. */
  private static final class Candidate {
    final String file;
    int oldId = NO_LINK;
    @Nullable Certificate certificate;

    Candidate(String file) {
      this.file = file;
    }
  }

  private final Tree tree;
  private final String directory;
  private final Origin origin;

  /** By {@code HASH.} or {@code HASH.r} (revocation lists). */
  private final Map<String, List<Candidate>> byHash = new TreeMap<>();

  private HashLinks(Tree tree, String directory, Origin origin) {
    this.tree = tree;
    this.directory = directory;
    this.origin = origin;
  }

  /** Makes the links in {@code directory}. */
  public static void rehash(Tree tree, String directory, Origin origin) {
    try {
      new HashLinks(tree, directory, origin).run();
    } catch (FileSystemException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "certificates in " + directory + " cannot be linked: " + e.getMessage(),
          "look at what the packages put there",
          e);
    }
  }

  private void run() throws FileSystemException {
    for (String name : tree.list(directory)) {
      String path = RawPath.join(directory, name);
      if (!(tree.lstat(path).orElse(null) instanceof Symlink link) || !existing(name, link)) {
        file(name, path);
      }
    }
    for (Map.Entry<String, List<Candidate>> hash : byHash.entrySet()) {
      link(hash.getKey(), hash.getValue());
    }
  }

  /** Notes a link that has the form of a hash link. */
  private boolean existing(String name, Symlink link) {
    if (name.length() < 9 || name.charAt(8) != '.') {
      return false;
    }
    for (int i = 0; i < 8; i++) {
      if (Character.digit(name.charAt(i), 16) < 0) {
        return false;
      }
    }
    boolean revocations = name.length() > 9 && (name.charAt(9) == 'r' || name.charAt(9) == 'R');
    String number = name.substring(revocations ? 10 : 9);
    if (number.length() > 9 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int id = number.isEmpty() ? 0 : Integer.parseInt(number);
    String hash = name.substring(0, 8).toLowerCase(Locale.ROOT) + (revocations ? ".r" : ".");
    Candidate candidate = candidate(hash, link.target());
    // The tool keeps the number in 16 bits.
    candidate.oldId = Math.min(candidate.oldId, id & 0xffff);
    return true;
  }

  private void file(String name, String path) throws FileSystemException {
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (dot < 0 || !List.of("pem", "crt", "cer", "crl").contains(extension)) {
      return;
    }
    Content content = tree.content(path);
    Optional<Single> single = Single.read(content);
    if (single.isEmpty()) {
      return;
    }
    Certificate certificate = single.get().certificate();
    String hash = certificate.subjectHash() + (single.get().revocations() ? ".r" : ".");
    List<Candidate> candidates = byHash.computeIfAbsent(hash, _ -> new ArrayList<>());
    for (Candidate candidate : candidates) {
      if (certificate.equals(candidate.certificate)) {
        return;
      }
    }
    if (needed(candidates) >= MOST_COLLISIONS) {
      throw new FileSystemException(path, null, "too many certificates have one name");
    }
    Candidate candidate = candidate(hash, name);
    if (candidate.certificate == null) {
      candidate.certificate = certificate;
    }
  }

  private Candidate candidate(String hash, String file) {
    List<Candidate> candidates = byHash.computeIfAbsent(hash, _ -> new ArrayList<>());
    for (Candidate candidate : candidates) {
      if (candidate.file.equals(file)) {
        return candidate;
      }
    }
    Candidate candidate = new Candidate(file);
    candidates.add(candidate);
    return candidate;
  }

  private static int needed(List<Candidate> candidates) {
    return (int) candidates.stream().filter(c -> c.certificate != null).count();
  }

  private void link(String hash, List<Candidate> candidates) throws FileSystemException {
    int needed = needed(candidates);
    BitSet taken = new BitSet();
    candidates.stream().filter(c -> c.oldId < needed).forEach(c -> taken.set(c.oldId));
    for (Candidate candidate : candidates) {
      if (candidate.oldId < needed) {
        continue;
      }
      if (candidate.certificate != null) {
        int id = taken.nextClearBit(0);
        taken.set(id);
        tree.put(
            RawPath.join(directory, hash + id),
            new Symlink(Attributes.generated(0777, origin), candidate.file));
      } else {
        String path = RawPath.join(directory, hash + candidate.oldId);
        if (tree.lstat(path).isPresent()) {
          tree.remove(path);
        }
      }
    }
  }

  /** The one certificate or revocation list of a file. */
  private record Single(Certificate certificate, boolean revocations) {
    static Optional<Single> read(Content content) {
      try {
        return read(Pem.read(content.bytes()));
      } catch (Malformed e) {
        return Optional.empty();
      }
    }

    /** A certificate, a list and a key that follow each other count as one. */
    private static Optional<Single> read(List<Pem.Block> blocks) throws Malformed {
      @Nullable Certificate certificate = null;
      @Nullable Certificate revocations = null;
      boolean key = false;
      for (Pem.Block block : blocks) {
        if (block.isCertificate()) {
          if (certificate != null) {
            return Optional.empty();
          }
          certificate = Certificate.read(block.der());
        } else if (block.label().equals("X509 CRL")) {
          if (revocations != null) {
            return Optional.empty();
          }
          revocations = Certificate.readRevocations(block.der());
        } else if (block.label().endsWith("PRIVATE KEY")) {
          if (key) {
            return Optional.empty();
          }
          key = true;
        }
      }
      if (certificate == null && revocations == null) {
        return Optional.empty();
      }
      return Optional.of(
          certificate != null
              ? new Single(certificate, false)
              : new Single(Objects.requireNonNull(revocations), true));
    }
  }
}
