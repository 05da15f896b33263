package dev.plinth.rootfs.layers;

import dev.plinth.model.CacheDamage;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Small results by the digest of what they were made from, in a folder that several processes may
 * use at once. Each file ends with the SHA-256 of its key and bytes, checked whenever it is read:
 * what is as good as empty counts as missing and is made again, other damage is an error. Files
 * appear complete or not at all.
 */
public final class MemberCache {
  private static final int SUM = 32;
  private static final int LARGEST = 1 << 28;
  private static final AtomicLong COUNTER = new AtomicLong();

  private final Path folder;

  /**
   * @param folder made when the first result is kept
   */
  public MemberCache(Path folder) {
    this.folder = folder;
  }

  private Path path(Digest key) {
    return folder.resolve(key.hex().substring(0, 2)).resolve(key.hex().substring(2));
  }

  /** Whether anything is kept under {@code key}. */
  boolean has(Digest key) {
    return Files.exists(path(key));
  }

  /**
   * What was kept under {@code key}, whole and unchanged.
   *
   * @throws PlinthException {@code VERIFICATION} where it was changed; it is gone then
   */
  Optional<byte[]> get(Digest key) {
    byte[] all;
    try (FileChannel channel = FileChannel.open(path(key))) {
      long size = channel.size();
      if (size < SUM || size > LARGEST) {
        return Optional.empty();
      }
      ByteBuffer buffer = ByteBuffer.allocate((int) size);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      all = buffer.array();
    } catch (IOException e) {
      return Optional.empty(); // missing, or unreadable and so made again
    }
    byte[] sum = sum(key, all, all.length - SUM);
    if (!Arrays.equals(sum, 0, SUM, all, all.length - SUM, all.length)) {
      throw CacheDamage.found("a compressed part of a layer", path(key));
    }
    return Optional.of(Arrays.copyOf(all, all.length - SUM));
  }

  /** Keeps {@code bytes} under {@code key}. */
  void put(Digest key, byte[] bytes) {
    Path path = path(key);
    Path parent = path.resolveSibling("");
    String unique = ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    Path draft = folder.resolve("draft-" + unique);
    try {
      Files.createDirectories(parent);
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer[] parts = {
          ByteBuffer.wrap(bytes), ByteBuffer.wrap(sum(key, bytes, bytes.length))
        };
        while (parts[1].hasRemaining()) {
          channel.write(parts);
        }
      }
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot write to the cache " + folder + ": " + e.getMessage(),
          "free some space, or set PLINTH_CACHE to a folder that can be written",
          e);
    }
  }

  private static byte[] sum(Digest key, byte[] bytes, int length) {
    MessageDigest hash = Digest.sha256();
    hash.update(key.hex().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    hash.update(bytes, 0, length);
    return hash.digest();
  }
}
