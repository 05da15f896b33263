package dev.plinth.inventory.cache;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.json.ExaminationJson;
import dev.plinth.inventory.layers.Look;
import dev.plinth.inventory.source.Inventories;
import dev.plinth.model.CacheRoom;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.model.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Inventories of whole images by the digest of their manifest, in a folder that several processes
 * may use at once: what is known of every layer need not be merged again. A file is the inventory
 * as JSON and a checksum of it and of whose it is; a damaged one is as good as none.
 */
public final class InventoryCache {
  /** Some thousand images: 128 MiB. */
  private static final long ROOM = 128L << 20;

  private static final String SUFFIX = ".i" + ExaminationJson.READER;

  private final Path folder;

  /**
   * @param folder made when the first inventory is kept
   */
  public InventoryCache(Path folder) {
    this.folder = folder;
  }

  private Path file(Digest manifest, Set<Look> looks) {
    int bits = looks.stream().mapToInt(Look::bit).sum();
    return folder.resolve(manifest.hex() + "-" + bits + SUFFIX);
  }

  private static long sum(Path file, byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(file.getFileName().toString().getBytes(StandardCharsets.US_ASCII));
    sum.update(bytes, 0, length);
    return sum.getValue();
  }

  /**
   * What was kept of an image; empty where nothing was, or where it is damaged.
   *
   * @param subject how the image is called now
   */
  public Optional<Examination> find(Digest manifest, Set<Look> looks, String subject)
      throws IOException {
    Path file = file(manifest, looks);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > ROOM) {
        return Optional.empty();
      }
      byte[] all = Files.readAllBytes(file);
      int length = all.length - Long.BYTES;
      if (length < 0 || ByteBuffer.wrap(all).getLong(length) != sum(file, all, length)) {
        return Optional.empty();
      }
      Examination examined =
          ExaminationJson.read(java.util.Arrays.copyOf(all, length), file.toString());
      Inventory kept = examined.inventory();
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(
          new Examination(
              new Inventory(
                  subject, kept.digest(), kept.layers(), kept.system(), kept.items(), kept.gaps()),
              examined.removed(),
              examined.unowned(),
              examined.hygiene()));
    } catch (FileSystemException | PlinthException e) {
      return Optional.empty(); // another process removed it, or it is no inventory
    }
  }

  /** Keeps what was found, unless some layer was not read to its end. */
  public void keep(Digest manifest, Set<Look> looks, Examination found) throws IOException {
    if (found.inventory().gaps().stream().anyMatch(gap -> gap.contains(Inventories.CUT_SHORT))) {
      return;
    }
    Path file = file(manifest, looks);
    byte[] json = ExaminationJson.write(found);
    if (json.length > ROOM / 4) {
      return;
    }
    try {
      byte[] sum = ByteBuffer.allocate(Long.BYTES).putLong(sum(file, json, json.length)).array();
      WholeFile.write(
          file,
          out -> {
            out.write(json);
            out.write(sum);
          });
      CacheRoom.keep(folder, ROOM, SUFFIX);
    } catch (FileSystemException e) {
      // Full, read-only, or not ours: the scan is as true without it.
    }
  }
}
