package dev.plinth.trust.keyring;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Small files written whole or not at all, for their owner alone; one writer at a time. */
final class KeyFiles {
  private static final int MAX_BYTES = 1 << 20;
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;

  KeyFiles(Path folder) {
    this.folder = folder;
  }

  Path at(String name) {
    return folder.resolve(name);
  }

  Optional<byte[]> read(String name) {
    Path file = at(name);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT, file + " is larger than any key", "remove it from the folder");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  /** Replaces the file. */
  void write(String name, byte[] content) {
    Path temp = temporary(name, content);
    try {
      Files.move(
          temp, at(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(at(name));
    } catch (IOException e) {
      throw failed("write", at(name), e);
    } finally {
      delete(temp);
    }
  }

  /** Makes the file; whether there was none. */
  boolean create(String name, byte[] content) {
    Path temp = temporary(name, content);
    try {
      Files.createLink(at(name), temp);
      sync(at(name));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw failed("write", at(name), e);
    } finally {
      delete(temp);
    }
  }

  /** Does {@code work} while nobody else does some in this folder. */
  <T> T alone(Supplier<T> work) {
    // A lock of the file is one of the process; its threads wait here.
    synchronized (KeyFiles.class) {
      return locked(work);
    }
  }

  private <T> T locked(Supplier<T> work) {
    Path lock = at(".lock");
    try {
      Files.createDirectories(folder, OWNER_FOLDER);
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (!held.isValid()) {
          throw new IOException("the lock was lost");
        }
        return work.get();
      }
    } catch (IOException e) {
      throw failed("lock", lock, e);
    }
  }

  private Path temporary(String name, byte[] content) {
    Path file = at(name);
    Path parent = parent(file);
    Path temp = null;
    try {
      Files.createDirectories(parent, OWNER_FOLDER);
      temp = Files.createTempFile(parent, ".new-", "", OWNER_FILE);
      try (FileChannel channel = FileChannel.open(temp, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      return temp;
    } catch (IOException e) {
      if (temp != null) {
        delete(temp);
      }
      throw failed("write", file, e);
    }
  }

  /** What is at the name after a power cut too. */
  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(parent(file), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed("remove", file, e);
    }
  }

  private static PlinthException failed(String what, Path file, IOException e) {
    return new PlinthException(
        ErrorCode.MACHINE,
        "cannot " + what + " " + file + ": " + e.getMessage(),
        "check the disk and the permissions of the folder",
        e);
  }
}
