package dev.plinth.rootfs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the file that was read last open, as contents of one package lie in one file. For one
 * thread.
 */
public final class OpenFile implements Closeable {
  private @Nullable Path path;
  private @Nullable FileChannel channel;

  /** The channel of {@code file}, valid until the next call. */
  public FileChannel open(Path file) throws IOException {
    FileChannel current = channel;
    if (current == null || !file.equals(path)) {
      close();
      current = FileChannel.open(file);
      channel = current;
      path = file;
    }
    return current;
  }

  @Override
  public void close() throws IOException {
    FileChannel current = channel;
    channel = null;
    path = null;
    if (current != null) {
      current.close();
    }
  }
}
