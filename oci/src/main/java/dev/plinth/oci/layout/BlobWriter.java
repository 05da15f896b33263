package dev.plinth.oci.layout;

import dev.plinth.model.Digest;
import dev.plinth.oci.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A blob that is being written; it is in the store when {@link #finish} returns, and was never when
 * it is closed before. Buffer small writes. For one thread.
 */
public final class BlobWriter extends OutputStream {
  private final BlobFolder blobs;
  private final String what;
  private final Path file;
  private final FileChannel channel;
  private final MessageDigest hash;
  private final String algorithm;
  private long size;
  private boolean finished;

  BlobWriter(BlobFolder blobs, String algorithm, String what) throws IOException {
    this.blobs = blobs;
    this.what = what;
    this.algorithm = algorithm;
    this.hash = Content.hash(algorithm);
    this.file = blobs.scratch().newFile();
    this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Disk errors are {@code MACHINE} errors. */
  @Override
  public void write(byte[] bytes, int offset, int length) {
    hash.update(bytes, offset, length);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw blobs.failure(e, "write " + what);
    }
    size += length;
  }

  /** Bytes written so far. */
  public long size() {
    return size;
  }

  /** Adds what was written to the store and gives its digest. */
  public Digest finish() {
    Digest digest = new Digest(algorithm, Content.hex(hash.digest()));
    place(digest);
    return digest;
  }

  /** Adds it if it is {@code expected}, else a {@code VERIFICATION} error. */
  Path finish(Digest expected) {
    Digest digest = new Digest(algorithm, Content.hex(hash.digest()));
    if (!digest.equals(expected)) {
      close();
      throw BlobFolder.mismatch(what, expected, digest);
    }
    return place(digest);
  }

  private Path place(Digest digest) {
    try {
      channel.close();
      Path path = blobs.place(file, digest);
      finished = true;
      return path;
    } catch (IOException e) {
      throw blobs.failure(e, "write " + what);
    }
  }

  /** Drops what was not finished. */
  @Override
  public void close() {
    try {
      channel.close();
      if (!finished) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It is cleaned away when it is old.
      finished = true;
    }
  }
}
