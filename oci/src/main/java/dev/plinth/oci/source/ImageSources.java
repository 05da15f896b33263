package dev.plinth.oci.source;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutIndex;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.layout.LayoutVersion;
import dev.plinth.oci.layout.Resolved;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens images wherever they lie. */
public final class ImageSources {
  private static final int MAX_MANIFEST_JSON = 4 << 20;

  private ImageSources() {}

  /** The image that {@code reference} means in a store (see {@link LayoutStore#resolve}). */
  public static ImageSource open(LayoutStore store, String reference) {
    return open(store, store.resolve(reference));
  }

  public static ImageSource open(LayoutStore store, Resolved resolved) {
    return new ContentImages(resolved.toString(), store.content(), resolved.descriptor(), () -> {});
  }

  /** The image {@code root}, an index or manifest, wherever its content lies. */
  public static ImageSource open(Content content, Descriptor root, String name) {
    return new ContentImages(name, content, root, () -> {});
  }

  /**
   * The image in a folder that is an OCI image layout, or in a file that is an OCI or Docker
   * archive, compressed or not.
   *
   * @param reference its name or digest; empty where there is only one
   */
  public static ImageSource open(Path path, Optional<String> reference) {
    try {
      if (Files.isDirectory(path)) {
        return folder(path, reference);
      }
      if (!Files.exists(path)) {
        throw new PlinthException(
            ErrorCode.NOT_FOUND, "there is no " + path, "give the path of a layout or archive");
      }
      if (!Files.isRegularFile(path)) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT, path + " is not a file", "give the path of a layout or archive");
      }
      return archive(path, reference);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot read " + path + ": " + e.getMessage(),
          "check the disk and the permissions of the file",
          e);
    }
  }

  /** The blobs of an OCI image layout in a folder, whatever its index says. */
  public static Content blobs(Path layout) {
    return new Content(new LayoutFolder(layout));
  }

  private static ImageSource folder(Path folder, Optional<String> reference) throws IOException {
    Path index = folder.resolve("index.json");
    if (!Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          folder + " is not an OCI image layout: it has no index.json",
          "give the folder that holds oci-layout and index.json");
    }
    Path version = folder.resolve("oci-layout");
    // Some writers leave the file out; what it would say is checked where it is there.
    if (Files.isRegularFile(version, LinkOption.NOFOLLOW_LINKS)) {
      LayoutVersion.check(bounded(version, 4096), "oci-layout of " + folder);
    }
    byte[] bytes = bounded(index, LayoutIndex.MAX_BYTES);
    return layout(blobs(folder), bytes, reference, () -> {});
  }

  private static ImageSource archive(Path file, Optional<String> reference) throws IOException {
    ArchiveFile archive = ArchiveFile.open(file);
    try {
      Optional<byte[]> index = archive.read("index.json", LayoutIndex.MAX_BYTES);
      Optional<byte[]> manifest = archive.read("manifest.json", MAX_MANIFEST_JSON);
      Optional<byte[]> version = archive.read("oci-layout", 4096);
      if (index.isPresent() && version.isPresent()) {
        LayoutVersion.check(version.get(), "oci-layout of " + file);
      }
      // What docker 25 and later save is both; its index may be empty.
      if (index.isPresent() && (manifest.isEmpty() || listsSomething(index.get(), file))) {
        return layout(new Content(new OciArchive(archive)), index.get(), reference, archive);
      }
      if (manifest.isPresent()) {
        DockerArchive docker = new DockerArchive(archive, manifest.get(), reference);
        return new ContentImages(
            name(file.toString(), reference), new Content(docker), docker.manifest(), archive);
      }
      throw archive.malformed(
          "is neither an OCI nor a Docker archive: it has no index.json and no manifest.json");
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private static boolean listsSomething(byte[] index, Path file) {
    return LayoutIndex.parse(index, "index.json of " + file).entries().stream()
        .anyMatch(e ->
            MediaType.isIndex(e.descriptor().mediaType())
                || MediaType.isManifest(e.descriptor().mediaType()));
  }

  private static ImageSource layout(
      Content content, byte[] index, Optional<String> reference, Closeable resource) {
    String where = content.source().where();
    List<LayoutIndex.Entry> entries = LayoutIndex.parse(index, "index.json of " + where).entries();
    List<Descriptor> chosen = ImageChoice.choose(entries, reference, where);
    String name = name(where, reference);
    return chosen.size() == 1
        ? new ContentImages(name, content, chosen.getFirst(), resource)
        : new ContentImages(name, content, Optional.empty(), chosen, resource);
  }

  private static String name(String where, Optional<String> reference) {
    return reference.map(r -> where + ":" + r).orElse(where);
  }

  private static byte[] bounded(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            file + " has more than the " + maxBytes + " bytes allowed",
            "the image is malformed: get it again from where it was made");
      }
      return bytes;
    }
  }
}
