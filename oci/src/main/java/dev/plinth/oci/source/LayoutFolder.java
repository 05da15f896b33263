package dev.plinth.oci.source;

import dev.plinth.model.Digest;
import dev.plinth.oci.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The blobs of an OCI image layout in a folder of somebody else. */
final class LayoutFolder implements ContentSource {
  private final Path folder;

  LayoutFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public String where() {
    return folder.toString();
  }

  private Path path(Digest digest) {
    return folder.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
  }

  @Override
  public boolean has(Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    if (!has(digest)) {
      throw new NoSuchFileException(path(digest).toString());
    }
    return Files.newInputStream(path(digest));
  }
}
