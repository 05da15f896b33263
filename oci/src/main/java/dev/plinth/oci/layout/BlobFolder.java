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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The {@code blobs} folder: a file per digest, complete from the moment it has its name. */
final class BlobFolder {
  private final Path store;
  private final Path folder;
  private final Scratch scratch;

  /** Placed, but perhaps only in the memory of the system yet. */
  private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();

  BlobFolder(Path store, Scratch scratch) {
    this.store = store;
    this.folder = store.resolve("blobs");
    this.scratch = scratch;
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
    Files.move(file, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    unsynced.add(path);
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
    Path[] paths = unsynced.toArray(Path[]::new);
    Set<Path> folders = new java.util.TreeSet<>();
    for (Path path : paths) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (java.nio.file.NoSuchFileException e) {
        continue; // removed meanwhile: then nothing names it
      } finally {
        unsynced.remove(path);
      }
      folders.add(path.getParent());
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
