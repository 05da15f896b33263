package dev.plinth.oci.source;

import dev.plinth.model.Digest;
import dev.plinth.oci.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/** The blobs of an OCI image layout in a tar archive. */
final class OciArchive implements ContentSource {
  private final ArchiveFile archive;

  OciArchive(ArchiveFile archive) {
    this.archive = archive;
  }

  @Override
  public String where() {
    return archive.where();
  }

  private static String name(Digest digest) {
    return "blobs/" + digest.algorithm() + "/" + digest.hex();
  }

  @Override
  public boolean has(Digest digest) {
    return archive.find(name(digest)).isPresent();
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return archive.open(
        archive.find(name(digest)).orElseThrow(() -> new NoSuchFileException(name(digest))));
  }
}
