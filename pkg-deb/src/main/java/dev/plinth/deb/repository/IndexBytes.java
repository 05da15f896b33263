package dev.plinth.deb.repository;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.DecompressionLimits;
import dev.plinth.deb.index.NamedParagraphs;
import dev.plinth.model.Blobs;
import dev.plinth.model.CacheDamage;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The text of indexes, decompressed and compared with the Release once more. What was decompressed
 * once is kept in the cache under its digest, and hashed again before it is used.
 */
public final class IndexBytes {
  /** No index of any distribution is near; 47 MB is bookworm's. */
  private static final long MAX_BYTES = 1L << 30;

  private final Blobs blobs;
  private final Optional<Path> cache;

  /**
   * @param cache a folder for decompressed indexes, made on demand; empty for none
   */
  public IndexBytes(Blobs blobs, Optional<Path> cache) {
    this.blobs = blobs;
    this.cache = cache;
  }

  /** All indexes at once, each on a thread of its own, in the order given. */
  public List<byte[]> read(List<IndexFile> indexes) {
    return Parallel.map(indexes, this::read);
  }

  /**
   * The text of one index.
   *
   * @throws PlinthException {@code VERIFICATION} where its bytes, before or after decompression or
   *     in the cache, are not those that the Release names; {@code NOT_FOUND} where it is not among
   *     the blobs
   */
  public byte[] read(IndexFile index) {
    Optional<byte[]> cached = index.plainSha256().flatMap(digest -> cached(index, digest));
    if (cached.isPresent()) {
      return cached.get();
    }
    byte[] plain = decoded(index);
    index.plainSha256().ifPresent(digest -> keep(digest, plain));
    return plain;
  }

  /**
   * What the index has of some packages; all of its text is read and hashed for it.
   *
   * @param names of packages
   * @throws PlinthException as {@link #read(IndexFile)} does
   */
  public byte[] paragraphs(IndexFile index, Set<String> names) {
    try {
      Optional<Path> kept = index.plainSha256().flatMap(digest -> kept(index, digest));
      if (kept.isEmpty()) {
        return NamedParagraphs.of(new ByteArrayInputStream(read(index)), names);
      }
      MessageDigest hash = Digest.sha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(kept.get()), hash)) {
        byte[] found = NamedParagraphs.of(in, names);
        if (Digest.finish(hash).equals(index.plainSha256().orElseThrow())) {
          return found;
        }
      }
      throw CacheDamage.found("the decompressed " + index.what(), kept.get());
    } catch (IOException e) {
      throw unreadable(index, e);
    }
  }

  private static PlinthException unreadable(IndexFile index, IOException e) {
    return new PlinthException(
        ErrorCode.MACHINE,
        "cannot read the " + index.what() + ": " + e.getMessage(),
        "check the disk of the store",
        e);
  }

  private byte[] decoded(IndexFile index) {
    byte[] served = BlobBytes.read(blobs, index.sha256(), index.what());
    long limit = index.plainSize() < 0 ? MAX_BYTES : index.plainSize();
    if (limit > MAX_BYTES) {
      throw bad(index, "is declared with " + limit + " bytes, more than any index has");
    }
    DecompressionLimits limits = new DecompressionLimits(limit + 1, Integer.MAX_VALUE, 256L << 20);
    try (InputStream in =
        Decompression.open(new ByteArrayInputStream(served), index.what(), limits)) {
      byte[] plain = index.plainSize() < 0 ? in.readAllBytes() : exactly(in, index);
      if (index.plainSha256().isPresent() && !Digest.of(plain).equals(index.plainSha256().get())) {
        throw bad(index, "does not have the sha256 of its Release once decompressed");
      }
      return plain;
    } catch (IOException e) {
      throw unreadable(index, e);
    }
  }

  private static byte[] exactly(InputStream in, IndexFile index) throws IOException {
    byte[] plain = new byte[Math.toIntExact(index.plainSize())];
    int n = in.readNBytes(plain, 0, plain.length);
    if (n < plain.length || in.read() >= 0) {
      throw bad(index, "has another size than its Release says once decompressed");
    }
    return plain;
  }

  private static PlinthException bad(IndexFile index, String what) {
    return new PlinthException(
        ErrorCode.VERIFICATION,
        "the " + index.what() + " " + what,
        "the archive contradicts itself: use another mirror, or wait until it is repaired");
  }

  private Optional<byte[]> cached(IndexFile index, Digest digest) {
    Optional<Path> file = kept(index, digest);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file.get());
      if (Digest.of(bytes).equals(digest)) {
        return Optional.of(bytes);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    throw CacheDamage.found("the decompressed " + index.what(), file.get());
  }

  /** The file in the cache that should have this digest; it was not hashed. */
  private Optional<Path> kept(IndexFile index, Digest digest) {
    if (cache.isEmpty() || index.plainSize() < 0 || index.plainSize() > MAX_BYTES) {
      return Optional.empty();
    }
    Path file = cache.get().resolve(digest.hex());
    try {
      return Files.isRegularFile(file) && Files.size(file) == index.plainSize()
          ? Optional.of(file)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A cache that cannot be written is no reason to stop. */
  private void keep(Digest digest, byte[] plain) {
    if (cache.isEmpty()) {
      return;
    }
    try {
      WholeFile.write(cache.get().resolve(digest.hex()), plain);
    } catch (IOException e) {
      // It is decompressed again next time.
    }
  }
}
