package dev.plinth.deb.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.deb.apt.AptHost;
import dev.plinth.deb.index.PackagesIndex;
import dev.plinth.fetch.FolderBlobs;
import dev.plinth.fetch.Wanted;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.pkg.Package;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mirror that the host's own apt is configured with, found as the product finds it. */
@Timeout(120)
class RealMirrorTest {
  private static final Progress.Phase QUIET = Progress.none().begin("index");

  @TempDir Path folder;

  @BeforeAll
  static void aMirrorIsConfigured() {
    AptHost host = AptHost.read(Path.of("/"), System.getenv());
    Assumptions.assumeFalse(host.sources().isEmpty(), "the host has no apt sources");
  }

  private RepositoryAccess access() throws IOException {
    var around =
        new RepositoryAccess.Surroundings(
            Path.of("/"), System.getenv(), InstantSource.system(), new Random());
    return RepositoryAccess.of(
        around,
        List.of(),
        List.of(),
        new FolderBlobs(folder.resolve("blobs")),
        Optional.of(folder.resolve("cache")));
  }

  private static List<Suite> suites(String distribution, boolean backports, boolean expired) {
    return Distribution.find(distribution)
        .suites(List.of(), backports, expired, PinnedKeys::shipped);
  }

  /** Opens it, or gives up the test where the host's mirror cannot be reached at all. */
  private static List<OpenedSuite> open(
      RepositoryAccess access, List<Suite> suites, String... architectures) {
    try {
      return access.client().open(suites, List.of(architectures), QUIET);
    } catch (PlinthException e) {
      Assumptions.assumeFalse(e.code() == ErrorCode.NETWORK, e.getMessage());
      throw e;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian/bookworm", "debian/trixie"})
  void everySuiteOfAReleaseIsOpenedAndPackagesArrive(String distribution) throws IOException {
    try (RepositoryAccess access = access()) {
      List<OpenedSuite> opened = open(access, suites(distribution, true, false), "amd64", "arm64");
      assertThat(opened).hasSize(4);
      List<IndexFile> indexes = new ArrayList<>();
      for (OpenedSuite suite : opened) {
        assertThat(suite.signedBy()).matches("[0-9A-F]{40}");
        assertThat(suite.keyExpires()).isPresent();
        assertThat(suite.packages()).hasSize(2);
        assertThat(suite.sources()).hasSize(1);
        indexes.addAll(suite.packages());
      }
      List<byte[]> texts = access.indexes().read(indexes);
      PackagesIndex main = new PackagesIndex(texts.getFirst(), "amd64", "main");
      assertThat(main.size()).isGreaterThan(50_000);
      List<Wanted> wanted = new ArrayList<>();
      for (String name : List.of("base-files", "libc6", "tzdata", "netbase")) {
        Package pkg = main.versions(name).getFirst();
        wanted.add(RepositoryAccess.wanted(pkg, opened.getFirst().mirrors()));
      }
      List<String> arrived = new java.util.concurrent.CopyOnWriteArrayList<>();
      access
          .downloader()
          .download(
              wanted,
              new FolderBlobs(folder.resolve("blobs")),
              QUIET,
              (file, _) -> arrived.add(file.path()));
      assertThat(arrived).hasSize(4);
      // The cache gives the same, and is not believed where it is damaged.
      assertThat(access.indexes().read(indexes.getLast())).isEqualTo(texts.getLast());
    }
  }

  @Test
  void sidIsRefusedWhereTheMirrorIsBehindUnlessTheSpecAllowsIt() throws IOException {
    try (RepositoryAccess access = access()) {
      List<OpenedSuite> opened = open(access, suites("debian/sid", false, true), "amd64");
      assertThat(opened).hasSize(1);
      boolean behind =
          opened.getFirst().validUntil().orElseThrow().isBefore(InstantSource.system().instant());
      try {
        access.client().open(suites("debian/sid", false, false), List.of("amd64"), QUIET);
        assertThat(behind).isFalse();
      } catch (PlinthException e) {
        assertThat(behind).isTrue();
        assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
        assertThat(e).hasMessageContaining("Release of debian/sid");
        assertThat(e.hint()).contains("allow-expired: true");
      }
    }
  }
}
