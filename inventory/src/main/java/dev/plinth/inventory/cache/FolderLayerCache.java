package dev.plinth.inventory.cache;

import dev.plinth.inventory.json.LayerFactsJson;
import dev.plinth.inventory.layers.LayerCache;
import dev.plinth.inventory.layers.LayerFacts;
import dev.plinth.inventory.layers.Look;
import dev.plinth.inventory.layers.ScannedLayer;
import dev.plinth.inventory.spool.Spool;
import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Layers in a folder that several processes may use at once, a file each: three lengths, the facts
 * as JSON, the listing, the owned paths, a checksum. A file of another version, or a damaged one,
 * is as good as none. Nothing is ever removed here.
 */
public final class FolderLayerCache implements LayerCache {
  /** To be raised whenever a reader finds more in the same layer. */
  private static final int VERSION = 1;

  private static final int MOST_FACTS = 64 << 20;

  private final Path folder;

  /**
   * @param folder made when the first layer is kept
   */
  public FolderLayerCache(Path folder) {
    this.folder = folder;
  }

  private Path file(Digest diffId, Set<Look> looks) {
    int bits = looks.stream().mapToInt(Look::bit).sum();
    return folder.resolve(diffId.hex() + "-" + bits + ".v" + VERSION);
  }

  @Override
  public Optional<ScannedLayer> find(Digest diffId, Set<Look> looks, SpoolFolder spools)
      throws IOException {
    Path file = file(diffId, looks);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Spool listing = spools.open(Files.size(file));
    Spool owned = spools.open(Files.size(file));
    CRC32C sum = new CRC32C();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      DataInputStream in = new DataInputStream(new CheckedInputStream(raw, sum));
      int length = in.readInt();
      long listed = in.readLong();
      long owners = in.readLong();
      if (length >= 0 && length <= MOST_FACTS) {
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
    if (json.length > MOST_FACTS) {
      return;
    }
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, "draft-", "");
    try {
      CRC32C sum = new CRC32C();
      try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16)) {
        DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, sum));
        out.writeInt(json.length);
        out.writeLong(layer.listing().size());
        out.writeLong(layer.owned().size());
        out.write(json);
        layer.listing().stream().transferTo(out);
        layer.owned().stream().transferTo(out);
        new DataOutputStream(raw).writeLong(sum.getValue());
      }
      Files.move(draft, file(diffId, looks), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
