package dev.plinth.rootfs.layers;

import dev.plinth.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicInteger;

/** Layers as files of a folder, named by digest. */
final class FolderTarget implements LayerTarget {
  private final Path folder;
  private final AtomicInteger open = new AtomicInteger();

  FolderTarget(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  Path path(Digest digest) {
    return folder.resolve(digest.hex());
  }

  /** How many drafts were begun and not closed. */
  int open() {
    return open.get();
  }

  @Override
  public boolean holds(Digest digest) throws IOException {
    if (!Files.exists(path(digest))) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path(digest))) {
      return Digest.of(in).equals(digest);
    }
  }

  @Override
  public Draft begin(String what) throws IOException {
    Path draft = Files.createTempFile(folder, "draft", "");
    OutputStream out = Files.newOutputStream(draft);
    MessageDigest hash = Digest.sha256();
    open.incrementAndGet();
    return new Draft() {
      private boolean closed;

      @Override
      public void write(byte[] bytes) throws IOException {
        hash.update(bytes);
        out.write(bytes);
      }

      @Override
      public Digest finish() throws IOException {
        out.close();
        Digest digest = Digest.finish(hash);
        Files.move(draft, path(digest), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return digest;
      }

      @Override
      public void close() throws IOException {
        if (!closed) {
          closed = true;
          open.decrementAndGet();
          out.close();
          Files.deleteIfExists(draft);
        }
      }
    };
  }
}
