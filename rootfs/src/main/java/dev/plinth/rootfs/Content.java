package dev.plinth.rootfs;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes of a regular file: in memory, or a slice of a file on disk. Immutable. */
public abstract sealed class Content {
  private @Nullable Digest sha256;

  /** Length in bytes. */
  public abstract long size();

  /** A fresh stream of all bytes; the caller closes it. */
  public abstract InputStream open() throws IOException;

  /** Up to {@code length} bytes from {@code offset}; fewer at the end. */
  public abstract byte[] read(long offset, int length);

  /**
   * Fills {@code target} with bytes from {@code offset}, all of which exist.
   *
   * @param files keeps the file below open from one call to the next
   */
  public abstract void read(long offset, ByteBuffer target, OpenFile files) throws IOException;

  /** All bytes; for files that are known to be small (scripts, configuration). */
  public byte[] bytes() {
    if (size() > 1 << 30) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, "a file of " + size() + " bytes is too large to hold in memory", "");
    }
    return read(0, (int) size());
  }

  /** The SHA-256 of the bytes, computed once. */
  public synchronized Digest sha256() {
    if (sha256 == null) {
      try (InputStream in = open()) {
        sha256 = Digest.of(in);
      } catch (IOException e) {
        throw failed(e);
      }
    }
    return sha256;
  }

  /** The SHA-256 where it is known without reading the bytes: computed before, or given. */
  public synchronized Optional<Digest> knownSha256() {
    return Optional.ofNullable(sha256);
  }

  /** Bytes in memory; the array must not be changed afterwards. */
  public static Content of(byte[] bytes) {
    return new InMemory(bytes);
  }

  /** {@code text} of which each char is one byte (ISO 8859-1), see {@link RawPath}. */
  public static Content ofRaw(String text) {
    return new InMemory(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /**
   * A slice of a file that stays unchanged as long as the content is used.
   *
   * @param known the SHA-256 of the slice where the caller has verified it already, else null
   */
  public static Content slice(Path file, long offset, long size, @Nullable Digest known) {
    Content content = new Slice(file, offset, size, null);
    content.sha256 = known;
    return content;
  }

  /**
   * A slice of a file in a cache: hashed before any of it is used, and only then.
   *
   * @param expected what it must have
   * @param changed makes the error that is thrown where it has another
   */
  public static Content kept(
      Path file, long offset, long size, Digest expected, Supplier<PlinthException> changed) {
    Content content = new Slice(file, offset, size, new KeptSlice(expected, changed));
    content.sha256 = expected;
    return content;
  }

  private static PlinthException failed(IOException e) {
    return new PlinthException(
        ErrorCode.MACHINE, "cannot read a cached file: " + e.getMessage(), "check the disk", e);
  }

  private static final class InMemory extends Content {
    private final byte[] bytes;

    InMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public byte[] read(long offset, int length) {
      int from = (int) Math.min(offset, bytes.length);
      int count = Math.min(length, bytes.length - from);
      return java.util.Arrays.copyOfRange(bytes, from, from + count);
    }

    @Override
    public void read(long offset, ByteBuffer target, OpenFile files) {
      target.put(bytes, (int) offset, target.remaining());
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }
  }

  private static final class Slice extends Content {
    private final Path file;
    private final long offset;
    private final long size;

    /** Null where the bytes are believed, or have been hashed. */
    private volatile @Nullable KeptSlice doubted;

    Slice(Path file, long offset, long size, @Nullable KeptSlice doubted) {
      this.file = file;
      this.offset = offset;
      this.size = size;
      this.doubted = doubted;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public InputStream open() throws IOException {
      believe();
      SeekableByteChannel channel = Files.newByteChannel(file);
      channel.position(offset);
      return new BoundedStream(Channels.newInputStream(channel), size, file);
    }

    @Override
    public byte[] read(long from, int length) {
      int wanted = (int) Math.max(0, Math.min(length, size - from));
      ByteBuffer buffer = ByteBuffer.allocate(wanted);
      try (OpenFile files = new OpenFile()) {
        read(from, buffer, files);
      } catch (IOException e) {
        throw failed(e);
      }
      return buffer.array();
    }

    @Override
    public void read(long from, ByteBuffer target, OpenFile files) throws IOException {
      if (from + target.remaining() > size) {
        throw new IOException("read beyond a slice of " + file);
      }
      KeptSlice kept = doubted;
      if (kept != null && target.remaining() == size) {
        ByteBuffer all = target.slice();
        kept.check(() -> {
          fill(from, target, files);
          return Digest.of(all);
        });
        doubted = null;
      } else {
        believe();
        fill(from, target, files);
      }
    }

    private void fill(long from, ByteBuffer target, OpenFile files) throws IOException {
      FileChannel channel = files.open(file);
      long at = offset + from;
      while (target.hasRemaining()) {
        int n = channel.read(target, at);
        if (n < 0) {
          throw new IOException(file + " ends early");
        }
        at += n;
      }
    }

    private void believe() {
      KeptSlice kept = doubted;
      if (kept != null) {
        kept.check(() -> {
          try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(offset);
            return Digest.of(new BoundedStream(Channels.newInputStream(channel), size, file));
          }
        });
        doubted = null;
      }
    }
  }

  /** What a slice must have, and what is said where it has not. */
  private record KeptSlice(Digest expected, Supplier<PlinthException> changed) {
    private interface Hashing {
      Digest run() throws IOException;
    }

    void check(Hashing hashing) {
      try {
        if (hashing.run().equals(expected)) {
          return;
        }
      } catch (IOException e) {
        throw changed.get(); // cut short, or gone
      }
      throw changed.get();
    }
  }

  /**
   * Gives exactly {@code left} bytes, or fails: a short file is an error, never a short content.
   */
  private static final class BoundedStream extends InputStream {
    private final InputStream in;
    private final Path file;
    private long left;

    BoundedStream(InputStream in, long size, Path file) {
      this.in = in;
      this.left = size;
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(buffer, from, (int) Math.min(length, left));
      if (n < 0) {
        throw new IOException(file + " ends early");
      }
      left -= n;
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
