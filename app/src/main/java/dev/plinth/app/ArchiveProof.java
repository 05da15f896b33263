package dev.plinth.app;

import dev.plinth.deb.index.PackagesIndex;
import dev.plinth.deb.repository.IndexBytes;
import dev.plinth.deb.repository.IndexFile;
import dev.plinth.deb.repository.LockProof;
import dev.plinth.deb.repository.LockedSuite;
import dev.plinth.deb.repository.Parallel;
import dev.plinth.deb.repository.Suite;
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedPackage;
import dev.plinth.lock.LockedRepository;
import dev.plinth.model.Blobs;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Proves a lock of Debian packages again: signatures, indexes, the entry and hash of each. */
final class ArchiveProof {
  private final Blobs blobs;
  private final IndexBytes texts;
  private final int threads;

  ArchiveProof(Blobs blobs, IndexBytes texts, int threads) {
    this.blobs = blobs;
    this.texts = texts;
    this.threads = threads;
  }

  /** A package that is locked for an architecture. */
  private record Wanted(LockedPackage pkg, String architecture) {
    @Override
    public String toString() {
      return pkg.name() + "=" + pkg.version();
    }
  }

  /** One repository, proven, with what its indexes say of the locked packages. */
  private record Proven(
      LockedRepository repository, List<IndexFile> files, List<PackagesIndex> indexes) {
    String key(int i) {
      return repository.name() + ' ' + files.get(i).architecture();
    }
  }

  /**
   * One line for each link that holds.
   *
   * @param suites of the lock's repositories, with the keys that may sign them
   */
  List<String> prove(Lock lock, Function<LockedRepository, Suite> suites) {
    List<Wanted> packages = new ArrayList<>();
    Set<String> names = new HashSet<>();
    lock.architectures()
        .forEach((architecture, part) ->
            part.packages().forEach(pkg -> packages.add(new Wanted(pkg, architecture))));
    packages.forEach(wanted -> names.add(wanted.pkg().name()));
    List<String> links = new ArrayList<>();
    Map<String, PackagesIndex> indexes = new HashMap<>();
    for (Proven proven :
        Parallel.map(lock.repositories(), r -> proven(r, suites.apply(r), names))) {
      LockedRepository repository = proven.repository();
      links.add("Release of " + repository.name() + " signed by " + repository.signedBy());
      for (int i = 0; i < proven.files().size(); i++) {
        IndexFile file = proven.files().get(i);
        links.add(file.what() + " " + file.sha256().shortHex());
        indexes.put(proven.key(i), proven.indexes().get(i));
      }
    }
    packages.forEach(wanted -> requireListed(wanted, indexes));
    hash(packages);
    for (Wanted wanted : packages) {
      String digest = wanted.pkg().sha256().shortHex();
      links.add(wanted + " (" + wanted.architecture() + ") " + digest);
    }
    return links;
  }

  private Proven proven(LockedRepository repository, Suite suite, Set<String> names) {
    List<IndexFile> files = new LockProof(blobs).prove(locked(suite, repository));
    List<PackagesIndex> indexes =
        Parallel.map(
            files,
            file ->
                new PackagesIndex(
                    texts.paragraphs(file, names), file.architecture(), repository.name()));
    return new Proven(repository, files, indexes);
  }

  private static void requireListed(Wanted wanted, Map<String, PackagesIndex> indexes) {
    LockedPackage pkg = wanted.pkg();
    boolean listed = false;
    for (String name : List.of(wanted.architecture(), "all")) {
      @Nullable PackagesIndex index = indexes.get(pkg.repository() + ' ' + name);
      listed |=
          index != null
              && index.versions(pkg.name()).stream()
                  .anyMatch(p ->
                      p.version().equals(pkg.version())
                          && p.sha256().equals(pkg.sha256())
                          && p.size() == pkg.size());
    }
    if (!listed) {
      throw new PlinthException(
          ErrorCode.VERIFICATION,
          wanted
              + " is not in the signed index of "
              + pkg.repository()
              + " with the hash that the lock has",
          "the lock was changed by hand or by somebody else: make it again with plinth lock");
    }
  }

  /** Every thread takes every so many-th package. */
  private void hash(List<Wanted> packages) {
    List<Integer> first = IntStream.range(0, threads).boxed().toList();
    Parallel.map(
        first,
        begin -> {
          for (int i = begin; i < packages.size(); i += threads) {
            blobs.verified(packages.get(i).pkg().sha256(), "package " + packages.get(i));
          }
          return begin;
        });
  }

  /** A repository of a lock in the archive's words. */
  static LockedSuite locked(
      Suite suite, LockedRepository repository, List<LockedSuite.LockedIndex> packages) {
    return new LockedSuite(
        suite,
        repository.component(),
        repository.release(),
        repository.releaseSignature(),
        repository.signedBy(),
        packages);
  }

  /** With all of its Packages indexes. */
  static LockedSuite locked(Suite suite, LockedRepository repository) {
    List<LockedSuite.LockedIndex> packages = new ArrayList<>();
    repository
        .packages()
        .forEach((architecture, index) ->
            packages.add(
                new LockedSuite.LockedIndex(
                    architecture, index.path(), index.size(), index.sha256())));
    return locked(suite, repository, packages);
  }
}
