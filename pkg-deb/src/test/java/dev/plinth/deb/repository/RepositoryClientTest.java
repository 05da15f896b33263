package dev.plinth.deb.repository;

import static dev.plinth.deb.repository.FakeArchive.NOW;
import static dev.plinth.deb.repository.FakeArchive.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.deb.apt.AptSource;
import dev.plinth.deb.apt.SourcesList;
import dev.plinth.fetch.Backoff;
import dev.plinth.fetch.Downloader;
import dev.plinth.fetch.FileTransport;
import dev.plinth.fetch.FolderBlobs;
import dev.plinth.fetch.HttpOptions;
import dev.plinth.fetch.HttpTransport;
import dev.plinth.fetch.Small;
import dev.plinth.fetch.TestServer;
import dev.plinth.fetch.Transport;
import dev.plinth.fetch.Transports;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.openpgp.TestSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RepositoryClientTest {
  private static final String INDEX = "Package: a\nVersion: 1\n\n";

  @TempDir Path folder;
  private final TestSigner signer = new TestSigner(NOW.getEpochSecond() - 1_000_000, 100_000_000);
  private final TestSigner stranger = new TestSigner(NOW.getEpochSecond() - 1_000_000, 0);
  private TestServer server;
  private HttpTransport http;
  private FolderBlobs blobs;
  private final List<URI> named = new ArrayList<>();
  private final List<URI> configured = new ArrayList<>();
  private final List<AptSource> apt = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new TestServer();
    blobs = new FolderBlobs(folder.resolve("blobs"));
    http =
        new HttpTransport(
            HttpOptions.plain().timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)));
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private RepositoryClient client() {
    Transport transport = new Transports(http, new FileTransport());
    InstantSource clock = InstantSource.fixed(NOW);
    Small small = new Small(transport, Backoff.never(), clock);
    return new RepositoryClient(
        new MirrorSources(named, configured, apt, small),
        small,
        new Downloader(transport, Backoff.never(), clock, 4),
        blobs,
        clock);
  }

  private Suite suite(String name) {
    return suite(name, false, Optional.empty());
  }

  private Suite suite(String name, boolean allowExpired, Optional<URI> root) {
    String archive = name.endsWith("-security") ? "debian-security" : "debian";
    String key = new String(signer.publicKey(), java.nio.charset.StandardCharsets.US_ASCII);
    return new Suite(
        "debian/" + name,
        name,
        root.isPresent() ? "" : archive,
        List.of("main"),
        allowExpired,
        root,
        PinnedKeys.of("test", List.of(key)));
  }

  private FakeArchive archive(String suite) throws IOException {
    return new FakeArchive(signer, suite)
        .packages("main", "amd64", INDEX)
        .packages("main", "arm64", INDEX + "Package: b\n\n");
  }

  private OpenedSuite open(Suite suite) {
    return client().open(suite, List.of("amd64"), Progress.none().begin("index"));
  }

  private PlinthException refused(Suite suite) {
    PlinthException e = catchThrowableOfType(PlinthException.class, () -> open(suite));
    assertThat(e).isNotNull();
    return e;
  }

  private URI mirror(TestServer at) {
    return at.at("/debian");
  }

  private String text(OpenedSuite opened) {
    return new String(new IndexBytes(blobs, Optional.empty()).read(opened.packages().getFirst()));
  }

  @Test
  void aSuiteIsOpenedWithItsProof() throws IOException {
    FakeArchive archive = archive("bookworm").serve(server, "/debian");
    named.add(mirror(server));
    OpenedSuite opened =
        client().open(suite("bookworm"), List.of("amd64", "arm64"), Progress.none().begin("index"));
    assertThat(opened.packages())
        .extracting(IndexFile::architecture)
        .containsExactly("amd64", "arm64");
    assertThat(text(opened)).isEqualTo(INDEX);
    assertThat(opened.release()).isEqualTo(Digest.of(archive.inRelease()));
    assertThat(opened.signedBy()).isEqualTo(signer.fingerprint());
    assertThat(opened.keyExpires()).contains(NOW.plusSeconds(99_000_000));
    assertThat(opened.date()).isEqualTo(NOW.minusSeconds(3600));
    assertThat(opened.validUntil()).contains(NOW.plusSeconds(86_400));
    assertThat(blobs.verified(opened.release(), "Release")).exists();
    assertThat(server.requests).anyMatch(path -> path.contains("by-hash/SHA256"));
    assertThat(opened.packages().getFirst().what())
        .isEqualTo("Packages index of debian/bookworm/main for amd64");
  }

  @Test
  void withoutByHashOrWhereItIsMissingThePlainPathServes() throws IOException {
    FakeArchive archive = archive("bookworm");
    archive.byHash = false;
    archive.serve(server, "/debian");
    named.add(mirror(server));
    open(suite("bookworm"));
    assertThat(server.requests).noneMatch(path -> path.contains("by-hash"));

    archive = archive("trixie").serve(server, "/debian");
    server.files.keySet().removeIf(path -> path.contains("trixie") && path.contains("by-hash"));
    assertThat(text(open(suite("trixie")))).isEqualTo(INDEX);
  }

  @Test
  void gzipIsPreferredAndXzTakenWhereTheMirrorKeepsNoGzip() throws IOException {
    FakeArchive archive = archive("bookworm");
    archive.files.put("main/binary-amd64/Packages.gz", gzip(bytes(INDEX)));
    archive.serve(server, "/debian");
    named.add(mirror(server));
    assertThat(open(suite("bookworm")).packages().getFirst().path()).endsWith("Packages.gz");
    server.files.values().removeIf(content -> content.length > 1 && content[0] == 0x1f);
    blobs = new FolderBlobs(folder.resolve("others"));
    OpenedSuite opened = open(suite("bookworm"));
    assertThat(opened.packages().getFirst().path()).endsWith("Packages.xz");
    assertThat(text(opened)).isEqualTo(INDEX);
  }

  @Test
  void releaseWithADetachedSignatureIsTakenToo() throws IOException {
    FakeArchive archive = archive("bookworm").serve(server, "/debian");
    byte[] release = bytes(archive.release());
    String dists = "/debian/dists/bookworm/";
    server.files.remove(dists + "InRelease");
    server.files.put(dists + "Release", release);
    named.add(mirror(server));
    assertThat(refused(suite("bookworm"))).hasMessageContaining("is not signed");
    byte[] signature = signer.detached(release, NOW.getEpochSecond());
    server.files.put(dists + "Release.gpg", signature);
    OpenedSuite opened = open(suite("bookworm"));
    assertThat(opened.release()).isEqualTo(Digest.of(release));
    assertThat(opened.releaseSignature()).contains(Digest.of(signature));
    assertThat(blobs.verified(Digest.of(signature), "Release.gpg")).exists();
    server.files.put(dists + "Release", bytes(archive.release() + "X: y\n"));
    assertThat(refused(suite("bookworm")).code()).isEqualTo(ErrorCode.VERIFICATION);
  }

  @Test
  void aReleaseThatIsTamperedWithEndsItEvenAtTheHosts() throws IOException {
    FakeArchive archive = archive("bookworm").serve(server, "/debian");
    byte[] changed = archive.inRelease();
    changed[100] ^= 1;
    server.files.put("/debian/dists/bookworm/InRelease", changed);
    apt.addAll(SourcesList.oneLine("l", "deb " + mirror(server) + " bookworm main"));
    PlinthException e = refused(suite("bookworm"));
    assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
    assertThat(e).hasMessageContaining("Release of debian/bookworm").hasMessageContaining("(l:1)");
  }

  @Test
  void aWrongKeyIsAnErrorAtANamedMirrorAndPassedOverAtTheHosts() throws IOException {
    FakeArchive theirs = new FakeArchive(stranger, "bookworm").packages("main", "amd64", "evil");
    theirs.serve(server, "/debian");
    try (TestServer good = new TestServer()) {
      archive("bookworm").serve(good, "/debian");
      apt.addAll(
          SourcesList.oneLine(
              "l",
              "deb " + mirror(server) + " bookworm main\ndeb " + mirror(good) + " bookworm main"));
      assertThat(text(open(suite("bookworm")))).isEqualTo(INDEX);
      named.add(mirror(server));
      PlinthException e = refused(suite("bookworm"));
      assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
      assertThat(e).hasMessageContaining("no pinned key signed it");
    }
  }

  @Test
  void aPageThatSaysNotFoundWithStatus200DoesNotCount() throws IOException {
    server.files.put("/vendor/dists/bookworm/InRelease", bytes("<html>not found</html>"));
    archive("bookworm").serve(server, "/debian");
    apt.addAll(
        SourcesList.oneLine(
            "l",
            "deb " + server.at("/vendor") + " bookworm main\ndeb " + mirror(server) + " x main"));
    assertThat(text(open(suite("bookworm")))).isEqualTo(INDEX);
    named.add(server.at("/vendor"));
    assertThat(refused(suite("bookworm")).code()).isEqualTo(ErrorCode.VERIFICATION);
  }

  @Test
  void anotherSuitesReleaseIsRefused() throws IOException {
    FakeArchive archive = archive("trixie");
    archive.serve(server, "/debian");
    server.files.put("/debian/dists/bookworm/InRelease", archive.inRelease());
    named.add(mirror(server));
    PlinthException e = refused(suite("bookworm"));
    assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
    assertThat(e).hasMessageContaining("another suite, trixie");
  }

  @Test
  void expiredReleasesNeedTheSpecsWord() throws IOException {
    FakeArchive archive = archive("sid");
    archive.validUntil = NOW.minusSeconds(60);
    archive.serve(server, "/debian");
    apt.addAll(SourcesList.oneLine("l", "deb " + mirror(server) + " bookworm main"));
    PlinthException e = refused(suite("sid"));
    assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
    assertThat(e).hasMessageContaining("valid until 2026-11-23T11:59:00Z");
    assertThat(e.hint()).contains("allow-expired");
    assertThat(text(open(suite("sid", true, Optional.empty())))).isEqualTo(INDEX);
    try (TestServer fresh = new TestServer()) {
      archive("sid").serve(fresh, "/debian");
      apt.addAll(SourcesList.oneLine("l", "deb " + mirror(fresh) + " bookworm main"));
      assertThat(text(open(suite("sid")))).isEqualTo(INDEX);
    }
  }

  @Test
  void datesInTheFutureAndExpiredKeysAreRefused() throws IOException {
    FakeArchive archive = archive("bookworm");
    archive.date = NOW.plusSeconds(86_000);
    archive.serve(server, "/debian");
    named.add(mirror(server));
    assertThat(refused(suite("bookworm"))).hasMessageContaining("in the future");
    TestSigner old = new TestSigner(NOW.getEpochSecond() - 10_000, 9500);
    new FakeArchive(old, "bookworm").packages("main", "amd64", INDEX).serve(server, "/debian");
    Suite suite = suite("bookworm");
    String key = new String(old.publicKey(), java.nio.charset.StandardCharsets.US_ASCII);
    for (boolean allow : new boolean[] {false, true}) {
      Suite withOld =
          new Suite(
              suite.name(),
              "bookworm",
              "debian",
              List.of("main"),
              allow,
              Optional.empty(),
              PinnedKeys.of("test", List.of(key)));
      if (allow) {
        assertThat(open(withOld).keyExpires()).contains(NOW.minusSeconds(500));
      } else {
        assertThat(refused(withOld)).hasMessageContaining("expired on");
      }
    }
  }

  @Test
  void tamperedIndexesNameTheirLink() throws IOException {
    FakeArchive archive = archive("bookworm").serve(server, "/debian");
    named.add(mirror(server));
    for (String path : List.copyOf(server.files.keySet())) {
      if (path.endsWith("InRelease")) {
        continue;
      }
      byte[] changed = server.files.get(path).clone();
      changed[changed.length / 2] ^= 1;
      server.files.put(path, changed);
    }
    PlinthException e = refused(suite("bookworm"));
    assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
    assertThat(e)
        .hasMessageContaining(
            "Packages index of debian/bookworm/main for amd64 (sha256 in its Release)");
    assertThat(archive.files).isNotEmpty();
  }

  @Test
  void aMirrorThatIsUpdatedMeanwhileIsAskedAgain() throws IOException {
    FakeArchive old = archive("bookworm");
    old.byHash = false;
    old.serve(server, "/debian");
    FakeArchive now = archive("bookworm");
    now.byHash = false;
    now.date = NOW.minusSeconds(60);
    now.packages("main", "amd64", "Package: newer\n\n");
    AtomicInteger asked = new AtomicInteger();
    server.handlers.put(
        "/debian/dists/bookworm/InRelease",
        exchange -> {
          TestServer.serve(
              exchange, asked.getAndIncrement() == 0 ? old.inRelease() : now.inRelease());
          now.files.forEach(
              (path, content) -> server.files.put("/debian/dists/bookworm/" + path, content));
        });
    named.add(mirror(server));
    assertThat(text(open(suite("bookworm")))).isEqualTo("Package: newer\n\n");
    assertThat(asked).hasValue(2);
  }

  @Test
  void theHostsMirrorServesOtherReleasesAndSecurityIsFoundApart() throws IOException {
    for (String suite : List.of("trixie", "trixie-updates")) {
      archive(suite).serve(server, "/debian");
    }
    archive("trixie-security").serve(server, "/debian-security");
    apt.addAll(
        SourcesList.oneLine(
            "l",
            "deb http://vendor.invalid/node nodistro main\n"
                + "deb cdrom:[Disk 1]/ bookworm main\n"
                + "deb "
                + mirror(server)
                + " bookworm bookworm-updates\n"
                + "deb "
                + server.at("/debian-security")
                + " bookworm-security main\n"));
    List<Suite> suites =
        List.of(suite("trixie"), suite("trixie-updates"), suite("trixie-security"));
    List<OpenedSuite> opened =
        client().open(suites, List.of("amd64"), Progress.none().begin("index"));
    assertThat(opened)
        .extracting(o -> o.suite().suite())
        .containsExactly("trixie", "trixie-updates", "trixie-security");
    assertThat(opened.get(2).mirrors().get(0)).contains(server.at("/debian-security"));
  }

  @Test
  void securityIsGuessedBesideANamedMirrorAndCountsOnlyIfSigned() throws IOException {
    archive("bookworm").serve(server, "/debian");
    named.add(mirror(server));
    assertThat(refused(suite("bookworm-security")))
        .hasMessageContaining("does not serve bookworm-security");
    new FakeArchive(stranger, "bookworm-security")
        .packages("main", "amd64", "evil")
        .serve(server, "/debian-security");
    assertThat(refused(suite("bookworm-security"))).hasMessageContaining("no pinned key");
    archive("bookworm-security").serve(server, "/debian-security");
    assertThat(open(suite("bookworm-security")).mirrors().get(0))
        .contains(server.at("/debian-security"));
    named.clear();
    named.add(server.root());
    open(suite("bookworm-security"));
    open(suite("bookworm"));
  }

  @Test
  void aNamedMirrorThatIsSilentIsNotReplacedByTheHosts() throws IOException {
    archive("bookworm").serve(server, "/debian");
    apt.addAll(SourcesList.oneLine("l", "deb " + mirror(server) + " bookworm main"));
    named.add(URI.create("http://user:hunter2@localhost:1/debian"));
    PlinthException e = refused(suite("bookworm"));
    assertThat(e.code()).isEqualTo(ErrorCode.NETWORK);
    assertThat(e).hasMessageContaining("localhost:1").hasMessageNotContaining("hunter2");
    named.add(mirror(server));
    open(suite("bookworm"));
    named.clear();
    configured.add(URI.create("http://localhost:1/debian"));
    open(suite("bookworm"));
  }

  @Test
  void withoutAnyMirrorOneSentenceSaysWhatToSet() {
    PlinthException e = refused(suite("bookworm"));
    assertThat(e.code()).isEqualTo(ErrorCode.NETWORK);
    assertThat(e).hasMessageContaining("no mirror is known");
    assertThat(e.hint()).contains("--mirror").contains("config.yaml").contains("apt sources");
  }

  @Test
  void mirrorListsAndFilesOfTheHostAreMirrors() throws IOException {
    FakeArchive archive = archive("bookworm");
    Path root = folder.resolve("local/debian");
    Path dists = root.resolve("dists/bookworm");
    for (var file : archive.files.entrySet()) {
      Path at = dists.resolve(file.getKey());
      Files.createDirectories(at.getParent());
      Files.write(at, file.getValue());
    }
    Files.write(dists.resolve("InRelease"), archive.inRelease());
    Path list = folder.resolve("mirrors.txt");
    Files.writeString(list, "http://localhost:1/debian\tpriority:2\n" + root.toUri() + "\n");
    apt.addAll(SourcesList.oneLine("l", "deb mirror+file:" + list + " bookworm main"));
    assertThat(text(open(suite("bookworm")))).isEqualTo(INDEX);
  }

  @Test
  void packagesForAllInTheirOwnIndexComeToo() throws IOException {
    FakeArchive archive = archive("bookworm").packages("main", "all", "Package: everywhere\n\n");
    archive.extra = "";
    archive.serve(server, "/debian");
    named.add(mirror(server));
    assertThat(open(suite("bookworm")).packages())
        .extracting(IndexFile::architecture)
        .containsExactly("amd64", "all");
  }

  @Test
  void whatTheArchiveLacksIsBadInput() throws IOException {
    archive("bookworm").serve(server, "/debian");
    named.add(mirror(server));
    PlinthException e =
        catchThrowableOfType(
            PlinthException.class,
            () ->
                client()
                    .open(suite("bookworm"), List.of("riscv64"), Progress.none().begin("index")));
    assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    assertThat(e).hasMessageContaining("architecture 'riscv64'");
  }

  @Test
  void aRepositoryOfTheSpecHasOneRootAndMayBeFlat() throws IOException {
    FakeArchive flat = new FakeArchive(signer, "x");
    flat.files.put("Packages", bytes(INDEX));
    flat.files.put("Packages.gz", gzip(bytes(INDEX)));
    flat.byHash = false;
    server.files.put("/repo/InRelease", flat.inRelease());
    server.files.put("/repo/Packages.gz", gzip(bytes(INDEX)));
    Suite suite = suite("./", false, Optional.of(server.at("/repo")));
    OpenedSuite opened = open(suite);
    assertThat(opened.packages()).hasSize(1);
    assertThat(text(opened)).isEqualTo(INDEX);
    PlinthException e = refused(suite("bookworm", false, Optional.of(server.at("/elsewhere"))));
    assertThat(e).hasMessageContaining("(the spec)");
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void furtherMirrorsServeWhatTheFirstLacks() throws IOException {
    archive("bookworm").serve(server, "/debian");
    try (TestServer second = new TestServer();
        TestServer foreign = new TestServer()) {
      FakeArchive other = archive("bookworm");
      other.validUntil = NOW.minusSeconds(1);
      other.serve(second, "/debian");
      new FakeArchive(stranger, "bookworm").serve(foreign, "/debian");
      apt.addAll(
          SourcesList.oneLine(
              "l",
              "deb "
                  + mirror(server)
                  + " bookworm main\ndeb "
                  + mirror(foreign)
                  + " bookworm main\ndeb "
                  + mirror(second)
                  + " bookworm main"));
      OpenedSuite opened = open(suite("bookworm"));
      assertThat(opened.mirrors().get(0)).contains(mirror(server));
      assertThat(opened.mirrors().get(1)).contains(mirror(second));
      assertThat(opened.mirrors().get(2)).isEmpty();
      assertThat(client().mirrors(suite("bookworm")).get(0)).contains(mirror(server));
    }
  }
}
