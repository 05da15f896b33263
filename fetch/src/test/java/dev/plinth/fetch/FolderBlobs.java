package dev.plinth.fetch;

import dev.plinth.model.Blobs;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Blobs in one folder, for tests. */
public final class FolderBlobs implements Blobs {
  private final Path folder;

  public FolderBlobs(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("partial"));
  }

  public Path place(Digest digest) {
    return folder.resolve(digest.hex());
  }

  @Override
  public Optional<Path> find(Digest digest) {
    return Optional.of(place(digest)).filter(Files::isRegularFile);
  }

  @Override
  public Path verified(Digest digest, String what) {
    Path path =
        find(digest)
            .orElseThrow(
                () -> new PlinthException(ErrorCode.NOT_FOUND, what + " is not here", "get it"));
    return hashed(path, digest, what);
  }

  private static Path hashed(Path path, Digest digest, String what) {
    try (InputStream in = Files.newInputStream(path)) {
      if (!Digest.of(in).equals(digest)) {
        throw new PlinthException(
            ErrorCode.VERIFICATION, what + " does not have the digest " + digest, "get it again");
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path add(InputStream in, Digest expected, String what) throws IOException {
    Path partial = Files.createTempFile(folder.resolve("partial"), "add", "");
    Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
    return adopt(partial, expected, what);
  }

  @Override
  public Digest add(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    Files.write(place(digest), bytes);
    return digest;
  }

  @Override
  public Path partial(Digest expected) {
    return folder.resolve("partial").resolve(expected.hex());
  }

  @Override
  public Path adopt(Path partial, Digest expected, String what) throws IOException {
    try {
      hashed(partial, expected, what);
    } catch (PlinthException e) {
      Files.delete(partial);
      throw e;
    }
    return Files.move(partial, place(expected), StandardCopyOption.REPLACE_EXISTING);
  }
}
