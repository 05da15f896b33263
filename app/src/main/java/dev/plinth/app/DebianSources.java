package dev.plinth.app;

import dev.plinth.deb.repository.IndexFile;
import dev.plinth.deb.repository.LockProof;
import dev.plinth.deb.repository.LockedSuite;
import dev.plinth.deb.repository.RepositoryAccess;
import dev.plinth.deb.repository.Suite;
import dev.plinth.deb.source.BinarySources;
import dev.plinth.deb.source.DscFile;
import dev.plinth.deb.source.SourceId;
import dev.plinth.deb.source.SourceStanza;
import dev.plinth.deb.source.SourcesIndex;
import dev.plinth.fetch.Mirrors;
import dev.plinth.fetch.Wanted;
import dev.plinth.install.deb.database.DpkgReader;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.lock.LockedRepository;
import dev.plinth.lock.LockedRepository.LockedIndex;
import dev.plinth.model.Blobs;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.pipeline.KeptLock;
import dev.plinth.pipeline.source.Binary;
import dev.plinth.pipeline.source.Catalogue;
import dev.plinth.pipeline.source.SourceArchives;
import dev.plinth.pipeline.source.SourcePackage;
import dev.plinth.pipeline.source.SourcePackage.SourceFile;
import dev.plinth.pipeline.source.SourceVersion;
import dev.plinth.rootfs.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Debian's source packages for the pipeline. */
final class DebianSources implements SourceArchives {
  private static final long LARGEST_DSC = 16 << 20;

  private final DebianArchives archives;
  private final Blobs blobs;

  DebianSources(DebianArchives archives, Blobs blobs) {
    this.archives = archives;
    this.blobs = blobs;
  }

  /** A repository of a lock that has a Sources index. */
  private record Located(Suite suite, LockedRepository repository, LockedIndex index) {
    LockedSuite locked() {
      return ArchiveProof.locked(suite, repository, List.of(locked("source", index)));
    }

    static LockedSuite.LockedIndex locked(String architecture, LockedIndex index) {
      return new LockedSuite.LockedIndex(architecture, index.path(), index.size(), index.sha256());
    }

    Catalogue.Index asIndex() {
      List<Digest> proof = new ArrayList<>(List.of(repository.release()));
      repository.releaseSignature().ifPresent(proof::add);
      return new Catalogue.Index(
          repository.name(), proof, index.path(), index.size(), index.sha256());
    }
  }

  @Override
  public List<Binary> binaries(Tree root, String architecture) {
    try {
      List<Binary> binaries = new ArrayList<>();
      for (InstalledPackage pkg : new DpkgReader(root).read(architecture).all()) {
        List<Binary.Need> needs =
            BinarySources.of(pkg.control()).stream()
                .map(need -> new Binary.Need(version(need.source()), need.field()))
                .toList();
        binaries.add(new Binary(pkg.name(), pkg.version(), pkg.architecture(), needs));
      }
      return binaries;
    } catch (FileSystemException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the image's package database cannot be read: " + e.getMessage(),
          "check the image with plinth inspect",
          e);
    }
  }

  private static SourceVersion version(SourceId id) {
    return new SourceVersion(id.name(), id.version());
  }

  @Override
  public Catalogue catalogue(List<KeptLock> locks, Set<SourceVersion> wanted, Progress progress) {
    List<Located> repositories = located(locks);
    Set<SourceId> ids = new LinkedHashSet<>();
    wanted.forEach(source -> ids.add(new SourceId(source.name(), source.version())));
    try (RepositoryAccess access = archives.access()) {
      Set<Located> gone = fetch(repositories, access, progress);
      List<SourcePackage> packages = new ArrayList<>();
      List<Catalogue.Index> indexes = new ArrayList<>();
      LockProof proof = new LockProof(blobs);
      for (Located one : repositories) {
        if (!gone.contains(one)) {
          // One after the other: the text of an index may take 60 MB.
          IndexFile index = proof.prove(one.locked()).getFirst();
          byte[] text = access.indexes().read(index);
          for (SourceStanza stanza : SourcesIndex.find(text, ids, index.what())) {
            packages.add(source(stanza, one.repository().name()));
          }
          indexes.add(one.asIndex());
        }
      }
      return new Catalogue(packages, indexes, gone.stream().map(Located::asIndex).toList());
    }
  }

  private static SourcePackage source(SourceStanza stanza, String repository) {
    List<SourceFile> files =
        stanza.files().stream()
            .map(file -> new SourceFile(file.name(), stanza.path(file), file.size(), file.sha256()))
            .toList();
    return new SourcePackage(version(stanza.id()), repository, files);
  }

  /** Brings the indexes here; returns those that are nowhere. */
  private Set<Located> fetch(
      List<Located> repositories, RepositoryAccess access, Progress progress) {
    List<Located> missing =
        repositories.stream().filter(one -> blobs.find(one.index().sha256()).isEmpty()).toList();
    Set<Located> gone = new LinkedHashSet<>();
    if (missing.isEmpty()) {
      return gone;
    }
    archives.refuseOffline(missing.size() + " of the lock's Sources indexes are not in the store");
    try (Progress.Phase phase = progress.begin("fetch")) {
      for (Located one : missing) {
        LockedSuite.LockedIndex index = Located.locked("source", one.index());
        if (!access.client().downloadSources(one.locked(), index, phase)) {
          gone.add(one);
        }
      }
      phase.result((missing.size() - gone.size()) + " of " + missing.size() + " Sources indexes");
    }
    return gone;
  }

  @Override
  public Set<Digest> download(
      List<KeptLock> locks, List<SourcePackage> packages, Progress progress) {
    List<SourcePackage> missing =
        packages.stream()
            .filter(source ->
                source.files().stream().anyMatch(file -> blobs.find(file.sha256()).isEmpty()))
            .toList();
    if (missing.isEmpty()) {
      return Set.of();
    }
    archives.refuseOffline(missing.size() + " of the sources are not in the store");
    Map<String, Suite> suites = new HashMap<>();
    located(locks).forEach(one -> suites.putIfAbsent(one.repository().name(), one.suite()));
    try (RepositoryAccess access = archives.access();
        Progress.Phase phase = progress.begin("download")) {
      Map<Suite, Mirrors> mirrors = new HashMap<>();
      Map<Digest, Wanted> wanted = new LinkedHashMap<>();
      for (SourcePackage source : missing) {
        Suite suite = java.util.Objects.requireNonNull(suites.get(source.repository()));
        Mirrors from = mirrors.computeIfAbsent(suite, s -> access.client().mirrors(s));
        for (SourceFile file : source.files()) {
          String what =
              "source file "
                  + file.name()
                  + " of "
                  + source.id()
                  + " (sha256 in the Sources index of "
                  + source.repository()
                  + ")";
          wanted.putIfAbsent(
              file.sha256(), new Wanted(what, from, file.path(), file.size(), file.sha256()));
        }
      }
      List<Wanted> gone =
          access.downloader().downloadAvailable(List.copyOf(wanted.values()), blobs, phase);
      String of = gone.isEmpty() ? "" : " of " + wanted.size();
      phase.result((wanted.size() - gone.size()) + of + " source files");
      Set<Digest> digests = new HashSet<>();
      gone.forEach(file -> digests.add(file.digest()));
      return digests;
    }
  }

  @Override
  public void check(SourcePackage source) {
    List<SourceStanza.SourceFile> files =
        source.files().stream()
            .map(file -> new SourceStanza.SourceFile(file.name(), file.size(), file.sha256()))
            .toList();
    SourceId id = new SourceId(source.id().name(), source.id().version());
    SourceStanza stanza = new SourceStanza(id, "", files, false);
    SourceStanza.SourceFile dsc = stanza.dsc();
    if (dsc.size() > LARGEST_DSC) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          dsc.name() + " has " + dsc.size() + " bytes",
          "no .dsc is that large: look at the repository " + source.repository());
    }
    Path blob = blobs.verified(dsc.sha256(), dsc.name());
    try {
      DscFile.parse(Files.readAllBytes(blob), dsc.name())
          .compare(stanza, "Sources index of " + source.repository());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each index once: a base's lock often names the same. */
  private List<Located> located(List<KeptLock> locks) {
    Map<String, Located> located = new LinkedHashMap<>();
    for (KeptLock kept : locks) {
      Map<String, Suite> suites = new HashMap<>();
      for (Suite suite : archives.suites(kept.spec())) {
        for (String component : suite.components().isEmpty() ? List.of("") : suite.components()) {
          suites.put(suite.repository(component), suite);
        }
      }
      for (LockedRepository repository : kept.lock().repositories()) {
        Suite suite = suites.get(repository.name());
        if (suite == null) {
          throw new PlinthException(
              ErrorCode.BAD_INPUT,
              "the lock has the repository " + repository.name() + ", which its spec does not have",
              "build the image again");
        }
        repository
            .sources()
            .ifPresent(index ->
                located.putIfAbsent(
                    repository.name() + " " + index.sha256(),
                    new Located(suite, repository, index)));
      }
    }
    return List.copyOf(located.values());
  }
}
