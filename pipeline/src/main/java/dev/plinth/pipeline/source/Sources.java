package dev.plinth.pipeline.source;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pipeline.ImageTrees;
import dev.plinth.pipeline.KeptLock;
import dev.plinth.pipeline.Workshop;
import dev.plinth.pipeline.source.SourcePackage.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The sources of images in the store. Which source a package is made of, its own control fields
 * say; that the file is that source, the Sources index says that the image's lock pins.
 */
public final class Sources {
  private final Workshop workshop;
  private final LayoutStore store;
  private final SourceArchives archives;

  public Sources(Workshop workshop, SourceArchives archives) {
    this.workshop = workshop;
    this.store = workshop.store();
    this.archives = archives;
  }

  /** What is known before anything is downloaded. */
  private record Wanted(
      Descriptor image,
      SortedMap<Platform, List<Binary>> binaries,
      List<KeptLock> locks,
      Catalogue catalogue,
      Matching matching) {
    SourcesReport report(Optional<Digest> artifact) {
      return new SourcesReport(
          image.digest(),
          binaries,
          matching.sources(),
          catalogue.indexes(),
          matching.missing(),
          artifact);
    }
  }

  /**
   * Fetches the sources of an image and attaches them to it; those that are not to be had are named
   * in the report, and the rest is attached all the same.
   *
   * @param platform {@code os/architecture}: only its sources, attached to its manifest; empty for
   *     all, attached to the index
   */
  public SourcesReport gather(String reference, String platform) throws IOException {
    Wanted wanted = wanted(reference, platform);
    List<SourcePackage> sources = wanted.matching().sources();
    refuseFullDisk(sources);
    wanted.matching().without(archives.download(wanted.locks(), sources, workshop.progress()));
    try (Progress.Phase phase = workshop.progress().begin("check")) {
      List<SourcePackage> complete = wanted.matching().sources();
      phase.expect(complete.stream().mapToLong(SourcePackage::bytes).sum());
      complete.forEach(source -> verify(source, phase));
      SourcesReport report = wanted.report(Optional.empty());
      phase.result(count(report.files(), "file") + " of " + count(complete.size(), "source"));
      Digest artifact = new SourceArtifact(store).attach(wanted.image(), report);
      return report.with(Optional.of(artifact));
    }
  }

  /**
   * Proves that every package of an image has its source in the signed indexes; where sources are
   * attached, also that these are they, every byte.
   */
  public SourcesReport check(String reference, String platform) throws IOException {
    Wanted wanted = wanted(reference, platform);
    Optional<Document<ImageManifest>> attached =
        new SourceArtifact(store).find(wanted.image().digest());
    if (attached.isPresent()) {
      Map<String, Digest> files = SourceArtifact.files(attached.get().value());
      try (Progress.Phase phase = workshop.progress().begin("check")) {
        for (SourcePackage source : wanted.matching().sources()) {
          boolean all =
              source.files().stream()
                  .allMatch(file -> file.sha256().equals(files.get(source.title(file))));
          if (all) {
            verify(source, phase);
          } else {
            wanted.matching().drop(source, "the attached sources do not have it");
          }
        }
        phase.result(count(files.size(), "file") + " of the attached sources");
      }
    }
    return wanted.report(attached.map(Document::digest));
  }

  /**
   * Writes the files of gathered sources to {@code folder}, each source in a folder of its own. A
   * file that is there already is replaced.
   */
  public void write(SourcesReport report, Path folder) throws IOException {
    for (SourcePackage source : report.sources()) {
      for (SourceFile file : source.files()) {
        Path target = folder.resolve(source.title(file));
        Path parent = Files.createDirectories(folder.resolve(source.id().folder()));
        Path fresh = Files.createTempFile(parent, ".plinth-", "");
        try {
          Files.copy(
              store.verified(file.sha256(), what(source, file)),
              fresh,
              StandardCopyOption.REPLACE_EXISTING);
          Files.setAttribute(fresh, "unix:mode", 0644);
          Files.move(
              fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
          Files.deleteIfExists(fresh);
        }
      }
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String what(SourcePackage source, SourceFile file) {
    return "source file "
        + file.name()
        + " of "
        + source.id()
        + " (sha256 in the Sources index of "
        + source.repository()
        + ")";
  }

  private void verify(SourcePackage source, Progress.Phase phase) {
    for (SourceFile file : source.files()) {
      store.verified(file.sha256(), what(source, file));
      phase.advance(file.size());
    }
    archives.check(source);
  }

  private Wanted wanted(String reference, String platform) throws IOException {
    Descriptor resolved = store.resolve(reference).descriptor();
    SortedMap<Platform, Descriptor> manifests = manifests(resolved);
    Descriptor image = resolved;
    if (!platform.isEmpty()) {
      Platform only = Platform.parse(platform);
      Descriptor found = manifests.get(only);
      if (found == null) {
        throw new PlinthException(
            ErrorCode.NOT_FOUND,
            "the image has no platform " + only,
            "it has "
                + manifests.keySet().stream()
                    .map(Platform::toString)
                    .collect(Collectors.joining(", ")));
      }
      image = found;
      manifests = new TreeMap<>(Map.of(only, found));
    }
    Path scratch = workshop.cache().resolve("scratch");
    List<KeptLock> locks = KeptLock.chain(store, resolved.digest(), scratch);
    if (locks.isEmpty()) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "the store does not have the lock that " + reference + " was built from",
          "build the image here, or copy it with all that refers to it");
    }
    SortedMap<Platform, List<Binary>> binaries = new TreeMap<>();
    for (Map.Entry<Platform, Descriptor> one : manifests.entrySet()) {
      binaries.put(one.getKey(), binaries(one.getKey(), one.getValue()));
    }
    Set<SourceVersion> sources =
        binaries.values().stream()
            .flatMap(List::stream)
            .flatMap(binary -> binary.needs().stream())
            .map(Binary.Need::source)
            .collect(Collectors.toCollection(TreeSet::new));
    Catalogue catalogue = archives.catalogue(locks, sources, workshop.progress());
    List<Binary> all = binaries.values().stream().flatMap(Collection::stream).toList();
    return new Wanted(image, binaries, locks, catalogue, new Matching(locks, catalogue, all));
  }

  private List<Binary> binaries(Platform platform, Descriptor descriptor) throws IOException {
    ImageManifest manifest = store.manifest(descriptor).value();
    ImageConfig config = store.config(manifest.config()).value();
    return archives
        .binaries(
            ImageTrees.read(workshop, manifest, config.diffIds(), descriptor.digest()),
            platform.architecture())
        .stream()
        .sorted(Comparator.comparing(Binary::name).thenComparing(Binary::architecture))
        .toList();
  }

  private SortedMap<Platform, Descriptor> manifests(Descriptor image) {
    SortedMap<Platform, Descriptor> manifests = new TreeMap<>();
    List<Descriptor> members =
        MediaType.isIndex(image.mediaType())
            ? store.index(image).value().manifests()
            : List.of(image);
    for (Descriptor member : members) {
      ImageConfig config = store.config(store.manifest(member).value().config()).value();
      manifests.put(member.platform().orElse(config.platform()), member);
    }
    return manifests;
  }

  private void refuseFullDisk(List<SourcePackage> sources) throws IOException {
    long needed =
        sources.stream()
            .flatMap(source -> source.files().stream())
            .filter(file -> store.find(file.sha256()).isEmpty())
            .mapToLong(SourceFile::size)
            .sum();
    long free = Files.getFileStore(store.folder()).getUsableSpace();
    if (needed > free) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "the sources need "
              + (needed >> 20)
              + " MiB, and "
              + store.folder()
              + " has "
              + (free >> 20)
              + " MiB left",
          "make room on the disk of the store, or choose another with --store");
    }
  }
}
