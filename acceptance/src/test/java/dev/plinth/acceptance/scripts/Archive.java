package dev.plinth.acceptance.scripts;

import dev.plinth.deb.apt.AptHost;
import dev.plinth.deb.file.DebFile;
import dev.plinth.deb.index.MergedIndex;
import dev.plinth.deb.index.PackagesIndex;
import dev.plinth.deb.repository.Distribution;
import dev.plinth.deb.repository.IndexFile;
import dev.plinth.deb.repository.OpenedSuite;
import dev.plinth.deb.repository.PinnedKeys;
import dev.plinth.deb.repository.RepositoryAccess;
import dev.plinth.deb.repository.Suite;
import dev.plinth.fetch.Mirrors;
import dev.plinth.fetch.Wanted;
import dev.plinth.model.Progress;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Debian's archive as the host's apt sources name it: indexes that were verified, and packages,
 * both kept from one run to the next in the folder that {@code PLINTH_TEST_CACHE} names, else below
 * {@code target}.
 */
final class Archive implements AutoCloseable {
  static final List<String> RELEASES = List.of("bookworm", "trixie");
  static final List<String> ARCHITECTURES = List.of("amd64", "arm64");

  private final Path folder;
  private final LayoutStore blobs;
  private final RepositoryAccess access;
  private final Map<String, Mirrors> mirrors = new TreeMap<>();
  private final Map<String, List<OpenedSuite>> suites = new TreeMap<>();
  private final Map<String, PackagesIndex> indexes = new TreeMap<>();

  private Archive(Path folder) {
    this.folder = folder;
    this.blobs = LayoutStore.at(folder.resolve("blobs"));
    this.access =
        RepositoryAccess.of(
            new RepositoryAccess.Surroundings(
                Path.of("/"), System.getenv(), InstantSource.system(), new Random(1)),
            List.of(),
            List.of(),
            blobs,
            Optional.of(folder.resolve("indexes")));
  }

  /** Whether the host's apt knows an archive of Debian. */
  static boolean isKnown() {
    return AptHost.read(Path.of("/"), System.getenv()).sources().stream()
        .anyMatch(source -> source.uri().contains("debian"));
  }

  static Archive open() {
    String named = System.getenv().getOrDefault("PLINTH_TEST_CACHE", "target/script-corpus");
    return new Archive(Path.of(named).toAbsolutePath());
  }

  /** The suites of a release, the base suite first. */
  private List<OpenedSuite> suites(String release) {
    return suites.computeIfAbsent(release, this::openSuites);
  }

  private List<OpenedSuite> openSuites(String release) {
    List<Suite> wanted =
        Distribution.find("debian/" + release)
            .suites(List.of("main"), false, false, PinnedKeys::shipped);
    try (Progress.Phase phase = Progress.none().begin("fetch")) {
      List<OpenedSuite> opened = access.client().open(wanted, ARCHITECTURES, phase);
      for (OpenedSuite suite : opened) {
        suite.packages().forEach(index -> mirrors.put(index.repository(), suite.mirrors()));
      }
      return opened;
    }
  }

  /** The packages of one suite after the other: base, updates, security. */
  List<PackagesIndex> parts(String release, String architecture) {
    List<PackagesIndex> parts = new ArrayList<>();
    for (OpenedSuite suite : suites(release)) {
      for (IndexFile file : suite.packages()) {
        if (file.architecture().equals(architecture) || file.architecture().equals("all")) {
          String key = file.repository() + " " + file.architecture() + " for " + architecture;
          parts.add(
              indexes.computeIfAbsent(
                  key,
                  _ ->
                      new PackagesIndex(
                          access.indexes().read(List.of(file)).getFirst(),
                          architecture,
                          file.repository())));
        }
      }
    }
    return parts;
  }

  /** The first so many suites as one index. */
  static MergedIndex merged(List<PackagesIndex> parts) {
    return new MergedIndex(
        parts.stream().map(part -> new MergedIndex.Part(part, MergedIndex.DEFAULT)).toList());
  }

  /** Downloads what is not there yet, and opens it. */
  List<PackageFile> files(List<Package> packages) throws IOException {
    List<Wanted> wanted = new ArrayList<>();
    for (Package pkg : packages) {
      Mirrors from = mirrors.get(pkg.repository());
      if (from == null) {
        throw new IllegalStateException(pkg + " is of no suite that was opened");
      }
      wanted.add(RepositoryAccess.wanted(pkg, from));
    }
    try (Progress.Phase phase = Progress.none().begin("download")) {
      access.downloader().download(wanted, blobs, phase, (_, _) -> {});
    }
    List<PackageFile> files = new ArrayList<>();
    for (Package pkg : packages) {
      Path deb = blobs.verified(pkg.sha256(), pkg.toString());
      files.add(DebFile.open(deb, pkg, folder.resolve("unpacked")));
    }
    return files;
  }

  @Override
  public void close() {
    access.close();
    blobs.close();
  }
}
