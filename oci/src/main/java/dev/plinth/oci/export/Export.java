package dev.plinth.oci.export;

import dev.plinth.model.Platform;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.layout.Resolved;
import dev.plinth.oci.source.Image;
import dev.plinth.oci.source.ImageSource;
import dev.plinth.oci.source.ImageSources;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes one image as a file or folder that other tools take. The same image under the same name
 * gives the same bytes; every blob is verified on the way. What is written appears complete or not
 * at all, but for streams. Disk errors are {@code MACHINE} errors.
 */
public final class Export {
  private final Content content;
  private final Descriptor image;
  private final String name;

  private Export(Content content, Descriptor image, String name) {
    this.content = content;
    this.image = image;
    this.name = name;
  }

  /** All platforms of an image in a store. */
  public static Export of(LayoutStore store, Resolved resolved) {
    String name =
        resolved.names().isEmpty()
            ? resolved.descriptor().digest().shortHex()
            : resolved.names().getFirst();
    return new Export(store.content(), resolved.descriptor(), name);
  }

  /** The same under another name. */
  public Export named(String other) {
    return new Export(content, image, other);
  }

  /** Only what is for {@code platform}; none is a {@code NOT_FOUND} error. */
  public Export only(Platform platform) {
    Image only = open(Optional.of(platform));
    Descriptor manifest = only.manifest().descriptor().withPlatform(only.platform());
    return new Export(content, manifest, name);
  }

  private Image open(Optional<Platform> platform) {
    ImageSource source = ImageSources.open(content, image, name);
    return platform.isPresent() ? source.image(platform.get()) : source.only();
  }

  /**
   * An OCI image layout with this image alone.
   *
   * @param folder missing or empty, else a {@code USAGE} error
   */
  public void ociLayout(Path folder) {
    Target.folder(folder, into -> new OciExport(content, image, name).writeFolder(into));
  }

  /** A tar archive of that layout; a file that is there is replaced. */
  public void ociArchive(Path file) {
    Target.file(file, this::ociArchive);
  }

  public void ociArchive(OutputStream out) throws IOException {
    new OciExport(content, image, name).writeArchive(out);
  }

  /**
   * What {@code docker load} and {@code podman load} take, for one platform: several are a {@code
   * USAGE} error. A file that is there is replaced.
   */
  public void dockerArchive(Path file) {
    DockerExport export = new DockerExport(open(Optional.empty()), DockerName.of(name));
    Target.file(file, export::write);
  }

  public void dockerArchive(OutputStream out) throws IOException {
    new DockerExport(open(Optional.empty()), DockerName.of(name)).write(out);
  }

  /** How many platforms are written. */
  public int platforms() {
    return MediaType.isIndex(image.mediaType())
        ? ImageSources.open(content, image, name).platforms().size()
        : 1;
  }
}
