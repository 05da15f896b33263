package dev.plinth.oci.layout;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.DiskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code blobs} folder: a file per digest, complete from the moment it has its name. */
final class BlobFolder {
  private final Path store;
  private final Path folder;
  private final Scratch scratch;

  /** To bring as many bytes to the disk takes so long that it is worth to begin at once. */
  private static final long LARGE = 1 << 20;

  /** Placed, but perhaps only in the memory of the system yet. */
  private final Map<Path, Syncing> unsynced = new ConcurrentHashMap<>();

  private final @Nullable Executor beside;

  /**
   * @param sync whether blobs will be brought to the disk: large ones beside what is done next
   */
  BlobFolder(Path store, Scratch scratch, boolean sync) {
    this.store = store;
    this.folder = store.resolve("blobs");
    this.scratch = scratch;
    this.beside = sync ? oneThread() : null;
  }

  private static Executor oneThread() {
    return new ThreadPoolExecutor(
        0,
        1,
        1,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> Thread.ofPlatform().daemon().name("blobs to disk").unstarted(task));
  }

  /** A blob on its way to the disk: by itself, or by whoever asks. */
  private static final class Syncing extends FutureTask<Boolean> {
    Syncing(Path path) {
      super(() -> {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
          channel.force(true);
          return true;
        } catch (NoSuchFileException e) {
          return false;
        }
      });
    }

    /** Whether the blob was still there. */
    boolean await() throws IOException {
      run();
      try {
        return get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  Scratch scratch() {
    return scratch;
  }

  void create() throws IOException {
    Files.createDirectories(folder.resolve("sha256"));
  }

  Path path(Digest digest) {
    return folder.resolve(digest.algorithm()).resolve(digest.hex());
  }

  Optional<Path> find(Digest digest) {
    Path path = path(digest);
    return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
  }

  Path present(Digest digest, String what) {
    return find(digest)
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.NOT_FOUND,
                what + " (" + digest + ") is not in the store " + store,
                "build or fetch it again"));
  }

  Path verified(Digest digest, String what) {
    Path path = present(digest, what);
    try {
      Digest actual = digestOf(path, digest.algorithm());
      if (!actual.equals(digest)) {
        throw damaged(path, digest, what, actual);
      }
      return path;
    } catch (IOException e) {
      throw failure(e, "read " + what);
    }
  }

  PlinthException damaged(Path path, Digest digest, String what, Digest actual) {
    return new PlinthException(
        ErrorCode.VERIFICATION,
        what + " is damaged in the store: the bytes of " + digest + " hash to " + actual,
        "remove " + path + " and do it again: what is missing is made or fetched anew");
  }

  /** Gives a finished scratch file its name, over what may lie there: the new bytes were hashed. */
  Path place(Path file, Digest digest) throws IOException {
    Path path = path(digest);
    if (!digest.algorithm().equals("sha256")) {
      Files.createDirectories(path.getParent());
    }
    boolean large = Files.size(file) >= LARGE;
    Files.move(file, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Syncing syncing = new Syncing(path);
    unsynced.put(path, syncing);
    if (beside != null && large) {
      beside.execute(syncing);
    }
    return path;
  }

  /** All blobs of algorithms that are understood; files of other names are left out. */
  SortedMap<Digest, Path> all() throws IOException {
    SortedMap<Digest, Path> result = new TreeMap<>();
    for (String algorithm : List.of("sha256", "sha512")) {
      Path each = folder.resolve(algorithm);
      if (!Files.isDirectory(each)) {
        continue;
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(each)) {
        for (Path file : files) {
          try {
            result.put(new Digest(algorithm, String.valueOf(file.getFileName())), file);
          } catch (PlinthException e) {
            // another tool's
          }
        }
      }
    }
    return result;
  }

  /** Brings all that was placed to the disk, so that what will name it never outlives it. */
  void sync() throws IOException {
    Set<Path> folders = new TreeSet<>();
    for (Map.Entry<Path, Syncing> each : Map.copyOf(unsynced).entrySet()) {
      try {
        if (each.getValue().await()) {
          folders.add(each.getKey().getParent());
        } // else it was removed meanwhile: then nothing names it
      } finally {
        unsynced.remove(each.getKey(), each.getValue());
      }
    }
    for (Path parent : folders) {
      syncFolder(parent);
    }
  }

  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  PlinthException failure(IOException e, String doing) {
    return DiskFailure.of(e, doing + " in the store " + store, "another with --store");
  }

  static PlinthException mismatch(String what, Digest expected, Digest actual) {
    return new PlinthException(
        ErrorCode.VERIFICATION,
        what + " is not what it should be: expected " + expected + ", got " + actual,
        "somebody changed it on the way: try another source");
  }

  static Digest digestOf(Path path, String algorithm) throws IOException {
    MessageDigest hash = Content.hash(algorithm);
    byte[] buffer = new byte[1 << 17];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
      }
    }
    return new Digest(algorithm, Content.hex(hash.digest()));
  }
}
