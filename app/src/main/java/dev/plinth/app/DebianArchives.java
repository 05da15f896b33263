package dev.plinth.app;

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
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedPackage;
import dev.plinth.lock.LockedRepository;
import dev.plinth.lock.LockedRepository.LockedIndex;
import dev.plinth.model.Blobs;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.pipeline.Repositories;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.RepositoryIndex;
import dev.plinth.spec.Spec;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Debian's archives: opened over the network, or proven again from blobs. */
final class DebianArchives {
  private final Settings settings;
  private final Blobs blobs;

  DebianArchives(Settings settings, Blobs blobs) {
    this.settings = settings;
    this.blobs = blobs;
  }

  /** A suite with what opening it gave. */
  private record Opened(Suite suite, OpenedSuite content) {}

  Repositories open(Spec spec, Progress progress) {
    refuseOffline("resolving " + spec.name() + " needs the package indexes");
    return open(suites(spec), spec.architectures(), progress);
  }

  /**
   * A released distribution as it is now: base, updates and security, of {@code main}.
   *
   * @param name {@code debian/bookworm}
   */
  Repositories open(String name, List<String> architectures, Progress progress) {
    refuseOffline("knowing what " + name + " has now needs its package indexes");
    List<Suite> suites =
        settings.archive().isPresent()
            ? List.of(suite(settings.archive().get()))
            : Distribution.find(name).suites(List.of(), false, false, PinnedKeys::shipped);
    return open(suites, architectures, progress);
  }

  private Repositories open(List<Suite> suites, List<String> architectures, Progress progress) {
    try (RepositoryAccess access = access();
        Progress.Phase phase = progress.begin("fetch")) {
      List<OpenedSuite> opened = access.client().open(suites, architectures, phase);
      List<Opened> all = new ArrayList<>();
      for (int i = 0; i < suites.size(); i++) {
        all.add(new Opened(suites.get(i), opened.get(i)));
      }
      phase.result(suites.size() + (suites.size() == 1 ? " suite" : " suites") + " verified");
      return new OpenedRepositories(all, access);
    }
  }

  private static final class OpenedRepositories implements Repositories {
    private final List<Opened> opened;
    private final RepositoryAccess access;

    OpenedRepositories(List<Opened> opened, RepositoryAccess access) {
      this.opened = opened;
      this.access = access;
    }

    @Override
    public List<LockedRepository> locked() {
      List<LockedRepository> locked = new ArrayList<>();
      for (Opened one : opened) {
        Map<String, List<IndexFile>> byComponent = new LinkedHashMap<>();
        one.content()
            .packages()
            .forEach(
                i -> byComponent.computeIfAbsent(i.component(), _ -> new ArrayList<>()).add(i));
        byComponent.forEach(
            (component, indexes) -> locked.add(DebianArchives.locked(one, component, indexes)));
      }
      return locked;
    }

    @Override
    public RepositoryIndex index(String architecture) {
      List<IndexFile> files = new ArrayList<>();
      List<Integer> priorities = new ArrayList<>();
      for (Opened one : opened) {
        for (IndexFile file : one.content().packages()) {
          if (file.architecture().equals(architecture) || file.architecture().equals("all")) {
            files.add(file);
            boolean backports = one.suite().suite().endsWith("-backports");
            priorities.add(backports ? MergedIndex.UPGRADES_ONLY : MergedIndex.DEFAULT);
          }
        }
      }
      List<byte[]> texts = access.indexes().read(files);
      List<MergedIndex.Part> parts = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        PackagesIndex index =
            new PackagesIndex(texts.get(i), architecture, files.get(i).repository());
        parts.add(new MergedIndex.Part(index, priorities.get(i)));
      }
      return new MergedIndex(parts);
    }
  }

  private static LockedRepository locked(Opened one, String component, List<IndexFile> indexes) {
    OpenedSuite content = one.content();
    SortedMap<String, LockedIndex> packages = new TreeMap<>();
    indexes.forEach(
        i -> packages.put(i.architecture(), new LockedIndex(i.path(), i.size(), i.sha256())));
    Optional<LockedIndex> sources =
        content.sources().stream()
            .filter(i -> i.component().equals(component))
            .map(i -> new LockedIndex(i.path(), i.size(), i.sha256()))
            .findFirst();
    return new LockedRepository(
        one.suite().repository(component),
        one.suite().suite(),
        component,
        content.release(),
        content.releaseSignature(),
        content.date(),
        content.validUntil(),
        content.signedBy(),
        content.keyExpires(),
        one.suite().allowExpired(),
        packages,
        sources);
  }

  /** Downloads what is not among the blobs yet, and tells of each package that is there. */
  void fetch(
      Spec spec,
      Lock lock,
      List<LockedPackage> packages,
      Progress progress,
      Consumer<LockedPackage> arrived) {
    List<LockedPackage> missing = new ArrayList<>();
    for (LockedPackage pkg : packages) {
      if (blobs.find(pkg.sha256()).isPresent()) {
        arrived.accept(pkg);
      } else {
        missing.add(pkg);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    refuseOffline(missing.size() + " packages of the lock are not in the store");
    Map<String, Suite> suites = new HashMap<>();
    for (Suite suite : suites(spec)) {
      for (LockedRepository repository : lock.repositories()) {
        if (repository.name().startsWith(suite.name() + "/")
            || repository.name().equals(suite.name())) {
          suites.put(repository.name(), suite);
        }
      }
    }
    try (RepositoryAccess access = access();
        Progress.Phase phase = progress.begin("download")) {
      origins(lock, suites, access, phase);
      Map<Suite, Mirrors> mirrors = new HashMap<>();
      List<Wanted> wanted = new ArrayList<>();
      Map<Digest, LockedPackage> byDigest = new HashMap<>();
      long bytes = 0;
      for (LockedPackage pkg : missing) {
        @Nullable Suite suite = suites.get(pkg.repository());
        if (suite == null) {
          throw new PlinthException(
              ErrorCode.BAD_INPUT,
              "the lock takes "
                  + pkg.name()
                  + " from "
                  + pkg.repository()
                  + ", which the spec does not have",
              "run plinth lock again");
        }
        Mirrors from = mirrors.computeIfAbsent(suite, s -> access.client().mirrors(s));
        wanted.add(RepositoryAccess.wanted(plain(pkg), from));
        byDigest.put(pkg.sha256(), pkg);
        bytes += pkg.size();
      }
      access
          .downloader()
          .download(
              wanted,
              blobs,
              phase,
              (file, _) -> Optional.ofNullable(byDigest.get(file.digest())).ifPresent(arrived));
      phase.result(missing.size() + " packages, " + bytes / (1 << 20) + " MiB");
    }
  }

  /** What proves where the packages come from, where this store has not made the lock. */
  private static void origins(
      Lock lock, Map<String, Suite> suites, RepositoryAccess access, Progress.Phase phase) {
    for (LockedRepository repository : lock.repositories()) {
      Suite suite = suites.get(repository.name());
      if (suite != null) {
        access.client().downloadOrigin(ArchiveProof.locked(suite, repository), phase);
      }
    }
  }

  /** Signature, indexes and the entry of every package, from blobs alone. */
  List<String> prove(Spec spec, Lock lock) {
    try (RepositoryAccess access = access()) {
      return new ArchiveProof(blobs, access.indexes(), settings.threads())
          .prove(lock, repository -> suite(spec, repository));
    }
  }

  List<Suite> suites(Spec spec) {
    if (settings.archive().isPresent()) {
      return List.of(suite(settings.archive().get()));
    }
    List<Suite> suites =
        new ArrayList<>(
            Distribution.find(spec.distribution())
                .suites(
                    spec.components(), spec.backports(), spec.allowExpired(), PinnedKeys::shipped));
    for (Spec.ExtraRepository extra : spec.repositories()) {
      suites.add(
          new Suite(
              extra.name() + "/" + extra.suite(),
              extra.suite(),
              "",
              extra.components(),
              extra.allowExpired(),
              Optional.of(URI.create(extra.uri())),
              PinnedKeys.of(extra.name(), extra.keys())));
    }
    return suites;
  }

  private static Suite suite(LocalArchive archive) {
    return new Suite(
        "debian/" + archive.suite(),
        archive.suite(),
        "",
        List.of("main"),
        false,
        Optional.of(archive.root()),
        PinnedKeys.of("local", List.of(archive.keys())));
  }

  private Suite suite(Spec spec, LockedRepository repository) {
    return suites(spec).stream()
        .filter(suite -> suite.repository(repository.component()).equals(repository.name()))
        .findFirst()
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.BAD_INPUT,
                "the lock names " + repository.name() + ", which the spec does not have",
                "run plinth lock again"));
  }

  RepositoryAccess access() {
    List<URI> named = new ArrayList<>();
    for (String mirror : settings.mirrors()) {
      named.add(Configuration.uri(mirror.startsWith("/") ? "file:" + mirror : mirror, "--mirror"));
    }
    return RepositoryAccess.of(
        new RepositoryAccess.Surroundings(
            Path.of("/"),
            settings.environment(),
            InstantSource.system(),
            RandomGenerator.getDefault()),
        named,
        Configuration.mirrors(settings.config()),
        blobs,
        Optional.of(settings.cache().resolve("indexes")));
  }

  void refuseOffline(String why) {
    if (!settings.environment().getOrDefault("PLINTH_OFFLINE", "").isEmpty()) {
      throw new PlinthException(
          ErrorCode.NETWORK,
          why + ", and PLINTH_OFFLINE forbids asking a mirror",
          "unset PLINTH_OFFLINE");
    }
  }

  /** What a lock knows of a package. */
  static Package plain(LockedPackage locked) {
    return new Package(
        locked.name(),
        locked.version(),
        locked.architecture(),
        locked.source(),
        locked.sourceVersion(),
        locked.repository(),
        locked.path(),
        locked.size(),
        locked.sha256(),
        0,
        "",
        false,
        "no",
        List.of());
  }
}
