package dev.plinth.inventory.cache;

import dev.plinth.inventory.json.LayerFactsJson;
import dev.plinth.inventory.layers.LayerCache;
import dev.plinth.inventory.layers.LayerFacts;
import dev.plinth.inventory.layers.Look;
import dev.plinth.inventory.layers.ScannedLayer;
import dev.plinth.inventory.spool.Spool;
import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.model.CacheRoom;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.model.WholeFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Layers in a folder that several processes may use at once, a file each: three lengths, the facts
 * as JSON, the listing, the owned paths, a checksum of all of it and of whose it is. A file of
 * another version, or a damaged one, is as good as none: the layer is read again. A folder that
 * cannot be written keeps nothing, which costs time only.
 */
public final class FolderLayerCache implements LayerCache {
  /** To be raised whenever a reader finds more in the same layer. */
  private static final int VERSION = 5;

  /** Some hundred large layers: 1 GiB. */
  private static final long ROOM = 1L << 30;

  private static final int MOST_FACTS = 64 << 20;

  private final Path folder;
  private final long room;

  /** With room for 1 GiB. */
  public FolderLayerCache(Path folder) {
    this(folder, ROOM);
  }

  /**
   * @param folder made when the first layer is kept
   * @param room most bytes that stay in it; what was not used for longest goes first
   */
  public FolderLayerCache(Path folder, long room) {
    this.folder = folder;
    this.room = room;
  }

  private Path file(Digest diffId, Set<Look> looks) {
    int bits = looks.stream().mapToInt(Look::bit).sum();
    return folder.resolve(diffId.hex() + "-" + bits + ".v" + VERSION);
  }

  /** A checksum that a file under another layer's name does not have. */
  private static CRC32C sumFor(Path file) {
    CRC32C sum = new CRC32C();
    sum.update(file.getFileName().toString().getBytes(StandardCharsets.US_ASCII));
    return sum;
  }

  @Override
  public Optional<ScannedLayer> find(Digest diffId, Set<Look> looks, SpoolFolder spools)
      throws IOException {
    Path file = file(diffId, looks);
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      Optional<ScannedLayer> kept =
          read(Channels.newInputStream(channel), size, file, spools.open(size), spools.open(size));
      if (kept.isPresent()) {
        used(file);
      }
      return kept;
    } catch (FileSystemException e) {
      return Optional.empty(); // there is none, or it may not be read
    }
  }

  private static Optional<ScannedLayer> read(
      InputStream stored, long size, Path file, Spool listing, Spool owned) throws IOException {
    CRC32C sum = sumFor(file);
    InputStream raw = new BufferedInputStream(stored, 1 << 16);
    DataInputStream in = new DataInputStream(new CheckedInputStream(raw, sum));
    try {
      int length = in.readInt();
      long listed = in.readLong();
      long owners = in.readLong();
      if (length >= 0 && length <= Math.min(size, MOST_FACTS)) {
        byte[] json = in.readNBytes(length);
        copy(in, listed, listing);
        copy(in, owners, owned);
        long expected = sum.getValue();
        if (new DataInputStream(raw).readLong() == expected) {
          LayerFacts facts = LayerFactsJson.read(json, file.toString());
          return Optional.of(new ScannedLayer(facts, listing, owned));
        }
      }
    } catch (EOFException | PlinthException e) {
      // Cut short or changed: it is made again.
    }
    listing.close();
    owned.close();
    return Optional.empty();
  }

  /** What is used stays longest. */
  private static void used(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // Another process removed it, or it is not ours to touch: it is forgotten sooner.
    }
  }

  private static void copy(InputStream in, long length, Spool to) throws IOException {
    byte[] buffer = new byte[1 << 14];
    for (long left = length; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException();
      }
      to.write(buffer, 0, n);
      left -= n;
    }
  }

  @Override
  public void keep(Digest diffId, Set<Look> looks, ScannedLayer layer) throws IOException {
    byte[] json = LayerFactsJson.write(layer.facts());
    if (json.length > MOST_FACTS
        || json.length + layer.listing().size() + layer.owned().size() > room / 2) {
      return;
    }
    try {
      write(file(diffId, looks), json, layer);
      CacheRoom.keep(folder, room, ".v" + VERSION);
    } catch (FileSystemException e) {
      // Full, read-only, or not ours: the scan is as true without it.
    }
  }

  private void write(Path file, byte[] json, ScannedLayer layer) throws IOException {
    CRC32C sum = sumFor(file);
    WholeFile.write(
        file,
        raw -> {
          DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, sum));
          out.writeInt(json.length);
          out.writeLong(layer.listing().size());
          out.writeLong(layer.owned().size());
          out.write(json);
          layer.listing().stream().transferTo(out);
          layer.owned().stream().transferTo(out);
          new DataOutputStream(raw).writeLong(sum.getValue());
        });
  }
}
