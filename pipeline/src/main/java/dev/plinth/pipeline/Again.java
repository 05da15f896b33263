package dev.plinth.pipeline;

import dev.plinth.evidence.files.LayerListing;
import dev.plinth.evidence.files.ListedFile;
import dev.plinth.lock.Lock;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.rootfs.Tree;
import dev.plinth.rootfs.layers.Layer;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Does the work of a build again, for those who do not believe it: from the blobs of the store,
 * with a cache of its own in which nothing lies, so that nothing that was made before is believed.
 */
public final class Again implements AutoCloseable {
  private final Workshop workshop;
  private final Path scratch;
  private final Workshop fresh;

  public Again(Workshop workshop) throws IOException {
    this.workshop = workshop;
    Path folder = Files.createDirectories(workshop.cache().resolve("scratch"));
    this.scratch = Files.createTempDirectory(folder, "again-");
    LayoutStore store =
        new LayoutStore(scratch.resolve("store"), LayoutStore.Durability.RELAXED, workshop.clock());
    this.fresh = workshop.in(store, scratch.resolve("cache"));
  }

  /** The architecture of a lock that a platform means. */
  public String architecture(Lock lock, Platform platform) {
    return lock.architectures().keySet().stream()
        .filter(name -> workshop.format().platform(name).equals(platform))
        .findFirst()
        .orElse("");
  }

  /**
   * Installs the packages of a lock and lists what each layer would have.
   *
   * @param lower the layers of the base, from the lowest up
   * @param diffIds of these
   */
  public List<List<ListedFile>> install(
      Spec spec, Lock lock, String architecture, List<Descriptor> lower, List<Digest> diffIds)
      throws IOException {
    Tree below =
        lower.isEmpty()
            ? new Tree()
            : BaseImage.tree(
                fresh.reading(workshop.store()), layersOnly(lower), diffIds, spec.digest());
    Root root;
    try (Opening opening = new Opening(fresh)) {
      root =
          new RootBuilder(fresh, workshop.progress(), opening, false)
              .build(spec, lock, architecture, below);
    }
    List<List<ListedFile>> listed = new ArrayList<>();
    for (Layer layer : ImageAssembler.split(spec, root, lower.size())) {
      listed.add(LayerListing.files(layer));
    }
    return listed;
  }

  private static ImageManifest layersOnly(List<Descriptor> layers) {
    return ImageManifest.of(layers.getFirst(), layers, new java.util.TreeMap<>());
  }

  /**
   * An image that was built again.
   *
   * @param store that has it
   */
  public record Built(Descriptor index, LayoutStore store) {}

  /**
   * Builds the whole image.
   *
   * @param base name and digest of the base, which must be in the store
   * @param architectures in the order of the index
   */
  public Built build(Spec spec, Lock lock, Optional<Lock.Base> base, List<String> architectures)
      throws IOException {
    Optional<BaseImage> below =
        base.map(image -> BaseImage.of(workshop, image.name(), image.digest()));
    List<ImageAssembler.Assembled> images = new ArrayList<>();
    try (Opening opening = new Opening(fresh)) {
      RootBuilder builder = new RootBuilder(fresh, workshop.progress(), opening, false);
      for (String architecture : architectures) {
        Root root = builder.build(spec, lock, architecture, below);
        images.add(new ImageAssembler(fresh, workshop.progress()).assemble(spec, root, below));
      }
    }
    Inputs inputs = Inputs.of(fresh.store(), spec, lock, below);
    Descriptor index = new Finished(fresh).publish(spec, lock, images, below, inputs).index();
    return new Built(index, fresh.store());
  }

  @Override
  public void close() {
    fresh.store().close();
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
