package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.oci.validate.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What must hold of a store at every moment, also after whoever wrote to it was killed. */
final class StoreCheck {
  private StoreCheck() {}

  /** Every blob is what its name says, all that is listed is there and whole, list works. */
  static void holds(PlinthProcess plinth) throws IOException {
    holds(plinth.store());
    PlinthProcess.Result list = plinth.run("list", "-o", "json");
    assertThat(list.code()).as("list: %s", list.err()).isZero();
    assertThat(list.json().isArray()).isTrue();
  }

  static void holds(Path store) throws IOException {
    assertThat(wrongBlobs(store)).as("blobs that are not what their name says").isEmpty();
    if (Files.exists(store.resolve("oci-layout"))) {
      if (Files.exists(store.resolve("index.json"))) {
        assertThat(Validation.layout(store)).isEmpty();
      }
    } else {
      assertThat(store.resolve("index.json")).as("an index before the layout").doesNotExist();
    }
  }

  private static List<String> wrongBlobs(Path store) throws IOException {
    Path folder = store.resolve("blobs/sha256");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> blobs = Files.list(folder)) {
      return blobs
          .filter(blob -> !sha256(blob).equals(blob.getFileName().toString()))
          .map(Path::toString)
          .toList();
    }
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      DigestInputStream hashed = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      hashed.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(hashed.getMessageDigest().digest());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
