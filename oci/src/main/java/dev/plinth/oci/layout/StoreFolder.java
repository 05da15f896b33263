package dev.plinth.oci.layout;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** The folder of a store: recognised when read, made and cleaned at the first write. */
final class StoreFolder {
  private static final byte[] OCI_LAYOUT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.US_ASCII);
  private static final Set<String> OURS = Set.of(".plinth", "blobs", "index.json", "oci-layout");

  private final Path folder;
  private final Scratch scratch;
  private final BlobFolder blobs;
  private final IndexFile indexFile;
  private volatile boolean ready;

  StoreFolder(Path folder, Scratch scratch, BlobFolder blobs, IndexFile indexFile) {
    this.folder = folder;
    this.scratch = scratch;
    this.blobs = blobs;
    this.indexFile = indexFile;
  }

  /** Makes it a layout where it is none yet; killed half-way, the next call goes on. */
  void prepare() throws IOException {
    if (ready) {
      return;
    }
    boolean layout = check();
    scratch.create();
    blobs.create();
    scratch.clean();
    if (!layout) {
      indexFile.replace(folder.resolve("oci-layout"), OCI_LAYOUT);
    }
    indexFile.create();
    ready = true;
  }

  /** Whether it is a layout; false where it can become one, else a {@code BAD_INPUT} error. */
  boolean check() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(folder.resolve("oci-layout"))) {
      bytes = in.readNBytes(4096);
    } catch (NoSuchFileException e) {
      requireUnused();
      return false;
    }
    if (!Arrays.equals(bytes, OCI_LAYOUT)) {
      LayoutVersion.check(bytes, "oci-layout of " + folder);
    }
    return true;
  }

  private void requireUnused() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!OURS.contains(file.getFileName().toString())) {
          throw new PlinthException(
              ErrorCode.BAD_INPUT,
              folder + " is not empty and not an OCI image layout",
              "choose another folder with --store");
        }
      }
    } catch (NoSuchFileException e) {
      return;
    }
  }
}
