package dev.plinth.deb.repository;

import static dev.plinth.deb.repository.FakeArchive.NOW;
import static dev.plinth.deb.repository.FakeArchive.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.deb.apt.SourcesList;
import dev.plinth.fetch.FolderBlobs;
import dev.plinth.fetch.TestServer;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.openpgp.TestSigner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a suite must prove before anything in it is believed. */
@Timeout(60)
class RepositoryClientTest extends Repositories {
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
}
