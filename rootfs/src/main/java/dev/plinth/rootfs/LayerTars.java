package dev.plinth.rootfs;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Uncompressed layers by their diffID, in a folder that several processes may use at once, so that
 * a tree's contents can be slices of them. They are hashed again whenever they are asked for; what
 * is damaged is made again.
 */
public final class LayerTars {
  /** Where the uncompressed bytes come from when they are not kept yet. */
  public interface Opening {
    InputStream open() throws IOException;
  }

  private final Path folder;

  /**
   * @param folder made when the first layer is kept
   */
  public LayerTars(Path folder) {
    this.folder = folder;
  }

  /**
   * The layer as a file, its bytes those of {@code diffId} just now.
   *
   * @param what names the layer in errors
   * @throws PlinthException {@code VERIFICATION} where what {@code layer} gives has another digest
   */
  public Path get(Digest diffId, Opening layer, String what) throws IOException {
    Path path = folder.resolve(diffId.hex() + ".tar");
    if (Files.exists(path)) {
      try (InputStream in = Files.newInputStream(path)) {
        if (Digest.of(in).equals(diffId)) {
          return path;
        }
      }
    }
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, "draft", ".tar");
    try {
      MessageDigest hash = Digest.sha256();
      try (InputStream in = layer.open();
          OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), hash)) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          out.write(buffer, 0, n);
        }
      }
      Digest actual = Digest.finish(hash);
      if (!actual.equals(diffId)) {
        throw new PlinthException(
            ErrorCode.VERIFICATION,
            what + " unpacks to " + actual + ", but the image's configuration says " + diffId,
            "do not use the image: it is damaged or was tampered with");
      }
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return path;
  }
}
