package dev.plinth.deb.repository;

import static dev.plinth.deb.repository.FakeArchive.NOW;
import static dev.plinth.deb.repository.FakeArchive.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.deb.apt.SourcesList;
import dev.plinth.fetch.TestServer;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where suites are found: named mirrors, the configured, those of the host. */
@Timeout(60)
class RepositoryMirrorsTest extends Repositories {
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
    assertThat(e.hint())
        .contains("--mirror")
        .contains("the file 'mirrors'")
        .contains("apt sources");
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
