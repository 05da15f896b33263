package dev.plinth.app;

import dev.plinth.install.deb.configure.CleanScripts;
import dev.plinth.model.CacheDamage;
import dev.plinth.model.Digest;
import dev.plinth.model.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * Clean scripts of one build of Plinth, kept in a file: SHA-256 digests, 32 bytes each, in order,
 * and the SHA-256 of them all behind. Another build knows other commands and has another file.
 */
final class KeptScripts implements CleanScripts {
  private static final int HASH = 32;

  /** Each is 32 bytes; a file with more begins anew. */
  private static final int MOST = 100_000;

  private final Path file;
  private final Set<Digest> known = new TreeSet<>();
  private boolean read;
  private boolean changed;

  KeptScripts(Path folder, String build) {
    this.file = folder.resolve(Digest.of(build).hex());
  }

  /**
   * @throws dev.plinth.model.PlinthException {@code VERIFICATION} where the file was changed; it is
   *     gone then
   */
  @Override
  public synchronized boolean contains(Digest script) {
    if (!read) {
      try {
        read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      read = true;
    }
    return known.contains(script);
  }

  @Override
  public synchronized void add(Digest script) {
    changed |= known.add(script);
  }

  private void read() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return;
    }
    if (bytes.length == 0 || bytes.length > HASH * MOST) {
      return; // a disk that lost power; or it is time to begin anew
    }
    int end = bytes.length - HASH;
    if (bytes.length % HASH != 0
        || !Digest.of(ByteBuffer.wrap(bytes, 0, end)).hex().equals(hex(bytes, end))) {
      throw CacheDamage.found("the list of known scripts", file);
    }
    for (int at = 0; at < end; at += HASH) {
      known.add(Digest.sha256(hex(bytes, at)));
    }
  }

  private static String hex(byte[] bytes, int at) {
    return HexFormat.of().formatHex(bytes, at, at + HASH);
  }

  /** Keeps what was added. What another process keeps at the same time may be found once more. */
  synchronized void keep() throws IOException {
    if (!changed) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate((known.size() + 1) * HASH);
    known.forEach(digest -> bytes.put(HexFormat.of().parseHex(digest.hex())));
    byte[] said = Arrays.copyOf(bytes.array(), bytes.position());
    bytes.put(HexFormat.of().parseHex(Digest.of(said).hex()));
    WholeFile.write(file, bytes.array());
    changed = false;
  }
}
