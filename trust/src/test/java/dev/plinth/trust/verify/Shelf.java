package dev.plinth.trust.verify;

import dev.plinth.model.Digest;
import dev.plinth.oci.ContentSource;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.TreeMap;

/** Content in memory, which tests may falsify. */
final class Shelf implements ContentSource {
  private final Map<Digest, byte[]> content = new TreeMap<>();

  Digest put(byte[] bytes) {
    content.put(Digest.of(bytes), bytes);
    return Digest.of(bytes);
  }

  Descriptor put(Document<?> document) {
    put(document.bytes());
    return document.descriptor();
  }

  void falsify(Digest digest, byte[] bytes) {
    content.put(digest, bytes);
  }

  void remove(Digest digest) {
    content.remove(digest);
  }

  @Override
  public String where() {
    return "the shelf";
  }

  @Override
  public boolean has(Digest digest) {
    return content.containsKey(digest);
  }

  @Override
  public InputStream open(Digest digest) throws NoSuchFileException {
    byte[] bytes = content.get(digest);
    if (bytes == null) {
      throw new NoSuchFileException(digest.toString());
    }
    return new ByteArrayInputStream(bytes);
  }
}
