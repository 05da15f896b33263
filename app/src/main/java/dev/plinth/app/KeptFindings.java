package dev.plinth.app;

import dev.plinth.model.CacheDamage;
import dev.plinth.model.Digest;
import dev.plinth.model.Remembered;
import dev.plinth.model.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one build of Plinth found out, kept in a file: for each the 32 bytes of its digest, two of
 * its length and itself, in the order of digests; behind all of them their SHA-256. Another build
 * may find otherwise and has another file.
 */
final class KeptFindings implements Remembered {
  private static final int HASH = 32;

  /** A larger file begins anew. */
  private static final int MOST_BYTES = 8 << 20;

  private final Path file;
  private final Map<String, byte[]> known = new TreeMap<>();
  private boolean read;
  private boolean changed;

  KeptFindings(Path folder, String build) {
    this.file = folder.resolve(Digest.of(build).hex());
  }

  /**
   * @throws dev.plinth.model.PlinthException {@code VERIFICATION} where the file was changed; it is
   *     gone then
   */
  @Override
  public synchronized Optional<byte[]> find(Digest of) {
    if (!read) {
      try {
        read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      read = true;
    }
    return Optional.ofNullable(known.get(of.hex()));
  }

  @Override
  public synchronized void put(Digest of, byte[] found) {
    if (found.length <= LONGEST) {
      known.put(of.hex(), found);
      changed = true;
    }
  }

  private void read() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return;
    }
    if (bytes.length == 0 || bytes.length > MOST_BYTES) {
      return; // a disk that lost power; or it is time to begin anew
    }
    int end = bytes.length - HASH;
    if (end < 0 || !Digest.of(ByteBuffer.wrap(bytes, 0, end)).hex().equals(hex(bytes, end))) {
      throw CacheDamage.found("the list of findings", file);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
    try {
      while (in.hasRemaining()) {
        String of = hex(bytes, in.position());
        byte[] found = new byte[Short.toUnsignedInt(in.getShort(in.position() + HASH))];
        in.position(in.position() + HASH + Short.BYTES);
        in.get(found);
        known.put(of, found);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw CacheDamage.found("the list of findings", file);
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
    int length = 0;
    for (byte[] found : known.values()) {
      length += HASH + Short.BYTES + found.length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length + HASH);
    known.forEach((of, found) ->
        bytes.put(HexFormat.of().parseHex(of)).putShort((short) found.length).put(found));
    String sum = Digest.of(ByteBuffer.wrap(bytes.array(), 0, length)).hex();
    bytes.put(HexFormat.of().parseHex(sum));
    WholeFile.write(file, bytes.array());
    changed = false;
  }
}
