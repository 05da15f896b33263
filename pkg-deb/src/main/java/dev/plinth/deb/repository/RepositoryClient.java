package dev.plinth.deb.repository;

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
import java.util.Optional;
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
      OpenedSuite opened = opened(release, architectures);
      try {
        download(opened, release.file().byHash(), phase);
        keep(release);
        return opened;
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

  private OpenedSuite opened(SignedRelease release, List<String> architectures) {
    Suite suite = release.suite();
    List<IndexFile> packages = new ArrayList<>();
    List<IndexFile> sources = new ArrayList<>();
    for (String component : suite.flat() ? List.of("") : suite.components()) {
      for (String architecture : wanted(release.file(), architectures)) {
        Optional<IndexFile> index =
            IndexFile.packages(suite, release.file(), component, architecture);
        if (index.isEmpty() && !architecture.equals("all")) {
          throw lacking(release, component, architecture);
        }
        index.filter(found -> !packages.contains(found)).ifPresent(packages::add);
      }
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
        finder.mirrors(release));
  }

  private static SequencedSet<String> wanted(ReleaseFile release, List<String> architectures) {
    SequencedSet<String> wanted = new LinkedHashSet<>(architectures);
    if (release.packagesForAll()) {
      wanted.add("all");
    }
    return wanted;
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

  private void download(OpenedSuite opened, boolean byHash, Progress.Phase phase) {
    List<Wanted> wanted = new ArrayList<>();
    for (IndexFile index : opened.packages()) {
      wanted.add(wanted(opened, index, byHash));
    }
    downloader.download(wanted, blobs, phase, (_, _) -> {});
  }

  private static Wanted wanted(OpenedSuite opened, IndexFile index, boolean byHash) {
    String folder = opened.suite().folder();
    List<String> paths =
        byHash
            ? List.of(folder + index.byHash(), folder + index.path())
            : List.of(folder + index.path());
    return new Wanted(
        index.what() + " (sha256 in its Release)",
        opened.mirrors(),
        paths,
        index.size(),
        index.sha256());
  }

  /** Downloads the Sources index of a component, for who asks for sources. */
  public void downloadSources(OpenedSuite opened, IndexFile index, Progress.Phase phase) {
    List<Wanted> one = List.of(wanted(opened, index, true));
    downloader.download(one, blobs, phase, (_, _) -> {});
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
