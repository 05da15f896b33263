package dev.plinth.deb.repository;

import dev.plinth.deb.repository.LockedSuite.LockedIndex;
import dev.plinth.deb.repository.ReleaseVerifier.Signer;
import dev.plinth.fetch.Downloader;
import dev.plinth.fetch.Mirrors;
import dev.plinth.fetch.Small;
import dev.plinth.fetch.Wanted;
import dev.plinth.model.Blobs;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Opens suites: finds a mirror, believes its Release or not, and brings the indexes that it vouches
 * for among the blobs, each compared with its hash.
 */
public final class RepositoryClient {
  /** A mirror that is being updated may give a Release and an index of different times. */
  private static final int MAX_RACES = 2;

  private final MirrorFinder finder;
  private final Downloader downloader;
  private final Blobs blobs;

  /**
   * @param clock judges whether a Release is out of date
   */
  public RepositoryClient(
      MirrorSources sources, Small small, Downloader downloader, Blobs blobs, InstantSource clock) {
    this.finder = new MirrorFinder(sources, small, new ReleaseJudge(clock));
    this.downloader = downloader;
    this.blobs = blobs;
  }

  /**
   * Opens all suites at once, in the order given.
   *
   * @param architectures as Debian names them
   */
  public List<OpenedSuite> open(
      List<Suite> suites, List<String> architectures, Progress.Phase phase) {
    return Parallel.map(suites, suite -> open(suite, architectures, phase));
  }

  /** Opens one suite. */
  public OpenedSuite open(Suite suite, List<String> architectures, Progress.Phase phase) {
    SignedRelease release = finder.find(suite);
    for (int race = 0; ; race++) {
      List<List<IndexFile>> wanted = wanted(release, architectures);
      Mirrors mirrors = finder.mirrors(release);
      boolean byHash = release.file().byHash();
      try {
        List<IndexFile> packages =
            Parallel.map(wanted, forms -> download(suite, forms, mirrors, byHash, phase));
        keep(release);
        return opened(release, packages, mirrors);
      } catch (PlinthException e) {
        boolean mayBeRace = e.code() == ErrorCode.VERIFICATION || e.code() == ErrorCode.NETWORK;
        if (!mayBeRace || race == MAX_RACES) {
          throw e;
        }
        release = newer(release, e);
      }
    }
  }

  /** What the mirror has now; {@code e} where it stands still, so that what it gave is wrong. */
  private SignedRelease newer(SignedRelease release, PlinthException e) {
    SignedRelease now;
    try {
      now = finder.again(release);
    } catch (PlinthException again) {
      e.addSuppressed(again);
      throw e;
    }
    if (Arrays.equals(now.signed(), release.signed())) {
      throw e;
    }
    return now;
  }

  /** The forms of each index that is wanted. */
  private static List<List<IndexFile>> wanted(SignedRelease release, List<String> architectures) {
    Suite suite = release.suite();
    SequencedSet<String> all = new LinkedHashSet<>(architectures);
    if (release.file().packagesForAll()) {
      all.add("all");
    }
    List<List<IndexFile>> wanted = new ArrayList<>();
    for (String component : suite.flat() ? List.of("") : suite.components()) {
      for (String architecture : suite.flat() ? architectures : all) {
        List<IndexFile> forms = IndexFile.packages(suite, release.file(), component, architecture);
        if (!forms.isEmpty()) {
          wanted.add(forms);
        } else if (!architecture.equals("all")) {
          throw lacking(release, component, architecture);
        }
      }
    }
    return wanted;
  }

  private static OpenedSuite opened(
      SignedRelease release, List<IndexFile> packages, Mirrors mirrors) {
    Suite suite = release.suite();
    List<IndexFile> sources = new ArrayList<>();
    for (String component : suite.flat() ? List.of("") : suite.components()) {
      IndexFile.sources(suite, release.file(), component).ifPresent(sources::add);
    }
    Signer signer = release.signer();
    return new OpenedSuite(
        suite,
        Digest.of(release.signed()),
        release.signature().map(Digest::of),
        release.file().date(),
        release.file().validUntil(),
        signer.fingerprint(),
        signer.expires(),
        packages,
        sources,
        mirrors);
  }

  private static PlinthException lacking(
      SignedRelease release, String component, String architecture) {
    Suite suite = release.suite();
    List<String> has = release.file().architectures();
    String lacks =
        has.contains(architecture) || suite.flat()
            ? "component '" + component + "'"
            : "architecture '" + architecture + "'";
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        suite.name() + " has no Packages index for " + lacks,
        "correct the spec; it has the architectures " + String.join(", ", has));
  }

  /** The first form that a mirror has: not all keep every one that the Release lists. */
  private IndexFile download(
      Suite suite, List<IndexFile> forms, Mirrors mirrors, boolean byHash, Progress.Phase phase) {
    for (int i = 0; ; i++) {
      IndexFile form = forms.get(i);
      try {
        Wanted wanted = wanted(suite, form, mirrors, byHash);
        downloader.download(List.of(wanted), blobs, phase, (_, _) -> {});
        return form;
      } catch (PlinthException e) {
        if (e.code() != ErrorCode.NETWORK || i == forms.size() - 1) {
          throw e;
        }
      }
    }
  }

  private static Wanted wanted(Suite suite, IndexFile index, Mirrors mirrors, boolean byHash) {
    String path = suite.folder() + index.path();
    List<String> paths = byHash ? List.of(suite.folder() + index.byHash(), path) : List.of(path);
    String what = index.what() + " (sha256 in its Release)";
    return new Wanted(what, mirrors, paths, index.size(), index.sha256());
  }

  /**
   * Brings the Sources index that a lock names among the blobs: by its hash, which mirrors keep for
   * a while after the next one came, or by its name.
   *
   * @return false where no mirror has it any more
   */
  public boolean downloadSources(LockedSuite locked, LockedIndex index, Progress.Phase phase) {
    Wanted wanted = byHash(locked, index, "Sources", mirrors(locked.suite()));
    return downloader.downloadAvailable(List.of(wanted), blobs, phase).isEmpty();
  }

  private static Wanted byHash(
      LockedSuite locked, LockedIndex index, String kind, Mirrors mirrors) {
    Suite suite = locked.suite();
    int name = index.path().lastIndexOf('/') + 1;
    String byHash = index.path().substring(0, name) + "by-hash/SHA256/" + index.sha256().hex();
    return new Wanted(
        kind
            + " index of "
            + suite.repository(locked.component())
            + " (sha256 in the Release that the lock pins)",
        mirrors,
        List.of(suite.folder() + byHash, suite.folder() + index.path()),
        index.size(),
        index.sha256());
  }

  /**
   * Brings the signed Release that a lock names and its Packages indexes among the blobs: what
   * proves where the packages come from, in a store that did not make the lock.
   *
   * @return false where a mirror has them no more, since the suite moved on
   */
  public boolean downloadOrigin(LockedSuite locked, Progress.Phase phase) {
    List<LockedIndex> missing =
        locked.packages().stream().filter(index -> blobs.find(index.sha256()).isEmpty()).toList();
    if (missing.isEmpty() && blobs.find(locked.release()).isPresent()) {
      return true;
    }
    SignedRelease now;
    try {
      now = finder.find(locked.suite());
    } catch (PlinthException e) {
      return false; // what a mirror has now is judged where it is used: not here
    }
    if (!Digest.of(now.signed()).equals(locked.release())) {
      return false;
    }
    keep(now);
    Mirrors mirrors = mirrors(locked.suite());
    List<Wanted> wanted =
        missing.stream().map(index -> byHash(locked, index, "Packages", mirrors)).toList();
    return downloader.downloadAvailable(wanted, blobs, phase).isEmpty();
  }

  private void keep(SignedRelease release) {
    try {
      blobs.add(release.signed());
      if (release.signature().isPresent()) {
        blobs.add(release.signature().get());
      }
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot keep the Release of " + release.suite().name() + ": " + e.getMessage(),
          "make room on the disk of the store, or choose another with --store",
          e);
    }
  }

  /** Mirrors for the packages of a lock: found and proven only when a file is missing here. */
  public Mirrors mirrors(Suite suite) {
    return finder.mirrors(suite);
  }
}
