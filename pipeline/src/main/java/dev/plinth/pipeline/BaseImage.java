package dev.plinth.pipeline;

import dev.plinth.archive.Decompression;
import dev.plinth.model.CacheRoom;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.layout.Resolved;
import dev.plinth.rootfs.Tree;
import dev.plinth.rootfs.TreeReader;
import dev.plinth.sbom.OperatingSystem;
import dev.plinth.spec.shape.SpecShape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The image that another continues, read from the store as it is needed. */
final class BaseImage {
  private final Workshop workshop;
  private final String name;
  private final Descriptor descriptor;
  private final Map<String, Tree> trees = new HashMap<>();

  private BaseImage(Workshop workshop, String name, Descriptor descriptor) {
    this.workshop = workshop;
    this.name = name;
    this.descriptor = descriptor;
  }

  /** Finds it by name or digest. */
  static BaseImage find(Workshop workshop, String reference) {
    Resolved resolved = workshop.store().resolve(reference);
    return new BaseImage(workshop, reference, resolved.descriptor());
  }

  /** The image that a lock or provenance names. */
  static BaseImage of(Workshop workshop, String name, Digest digest) {
    Resolved resolved = workshop.store().resolve(digest.toString());
    return new BaseImage(workshop, name, resolved.descriptor());
  }

  String name() {
    return name;
  }

  Digest digest() {
    return descriptor.digest();
  }

  ImageManifest manifest(String architecture) {
    return workshop.store().manifest(member(architecture)).value();
  }

  Descriptor member(String architecture) {
    Platform platform = workshop.format().platform(architecture);
    if (!MediaType.isIndex(descriptor.mediaType())) {
      return descriptor;
    }
    ImageIndex index = workshop.store().index(descriptor).value();
    return index
        .manifest(platform)
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.NOT_FOUND,
                "the base " + name + " has no " + platform,
                "build it for that architecture first, or leave the architecture out"));
  }

  ImageConfig config(String architecture) {
    return workshop.store().config(manifest(architecture).config()).value();
  }

  /**
   * Packages of two releases in one image would be judged by the advisories of one of them.
   *
   * @param distribution as the spec names it: {@code debian/trixie}
   * @throws PlinthException where os-release(5) of the base names another one
   */
  void require(String distribution, String architecture) {
    OperatingSystem system = BillMaker.system(tree(architecture));
    if (system.codename().isEmpty()) {
      return;
    }
    String own = system.id() + "/" + system.codename();
    // What is not released yet has the codename of the release that it will be.
    boolean same =
        distribution.endsWith("/sid")
            ? distribution.startsWith(system.id() + "/") && !SpecShape.DISTRIBUTIONS.contains(own)
            : distribution.equals(own);
    if (!same) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the base " + name + " is " + own + ", the spec's 'distribution' is " + distribution,
          "name the base's distribution, or build the base for this one");
    }
  }

  /** All layers applied; read once. */
  Tree tree(String architecture) {
    return trees.computeIfAbsent(architecture, this::read).copy();
  }

  private Tree read(String architecture) {
    try {
      return tree(workshop, manifest(architecture), config(architecture).diffIds(), digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tree of a manifest's layers; their tars are kept in the cache, by diffID. */
  static Tree tree(Workshop workshop, ImageManifest manifest, List<Digest> diffIds, Digest image)
      throws IOException {
    TreeReader reader = new TreeReader(image.toString());
    LayoutStore store = workshop.store();
    Path folder = Files.createDirectories(workshop.cache().resolve("tars"));
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      String what = "layer " + layer.digest();
      Path kept = folder.resolve(diffIds.get(i).hex());
      if (!CacheRoom.use(kept) || !digestOf(kept).equals(diffIds.get(i))) {
        unpack(store.verified(layer.digest(), what), kept, diffIds.get(i), what);
      }
      reader.apply(kept, what);
    }
    return reader.tree();
  }

  private static void unpack(Path blob, Path kept, Digest diffId, String what) throws IOException {
    Path copy = Files.createTempFile(kept.resolveSibling(""), "new-", ".tar");
    try {
      try (InputStream in =
          Decompression.open(new BufferedInputStream(Files.newInputStream(blob)), what)) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      Digest actual = digestOf(copy);
      if (!actual.equals(diffId)) {
        throw new PlinthException(
            ErrorCode.VERIFICATION,
            what + " unpacks to " + actual + ", its configuration says " + diffId,
            "the image is damaged; build or pull it again");
      }
      Files.move(copy, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static Digest digestOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Digest.of(in);
    }
  }
}
