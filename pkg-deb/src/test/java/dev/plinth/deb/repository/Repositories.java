package dev.plinth.deb.repository;

import static dev.plinth.deb.repository.FakeArchive.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.deb.apt.AptSource;
import dev.plinth.fetch.Backoff;
import dev.plinth.fetch.Downloader;
import dev.plinth.fetch.FileTransport;
import dev.plinth.fetch.FolderBlobs;
import dev.plinth.fetch.Served;
import dev.plinth.fetch.Small;
import dev.plinth.fetch.TestServer;
import dev.plinth.fetch.Transport;
import dev.plinth.fetch.Transports;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.openpgp.TestSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server of made-up archives, and a client that looks for suites there. */
abstract class Repositories extends Served {
  static final String INDEX = "Package: a\nVersion: 1\n\n";

  @TempDir Path folder;
  final TestSigner signer = new TestSigner(NOW.getEpochSecond() - 1_000_000, 100_000_000);
  final TestSigner stranger = new TestSigner(NOW.getEpochSecond() - 1_000_000, 0);
  FolderBlobs blobs;
  final List<URI> named = new ArrayList<>();
  final List<URI> configured = new ArrayList<>();
  final List<AptSource> apt = new ArrayList<>();

  Repositories() {
    super(Duration.ofSeconds(2));
  }

  @BeforeEach
  void makeFolder() throws IOException {
    blobs = new FolderBlobs(folder.resolve("blobs"));
  }

  RepositoryClient client() {
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

  Suite suite(String name) {
    return suite(name, false, Optional.empty());
  }

  Suite suite(String name, boolean allowExpired, Optional<URI> root) {
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

  FakeArchive archive(String suite) throws IOException {
    return new FakeArchive(signer, suite)
        .packages("main", "amd64", INDEX)
        .packages("main", "arm64", INDEX + "Package: b\n\n");
  }

  OpenedSuite open(Suite suite) {
    return client().open(suite, List.of("amd64"), Progress.none().begin("index"));
  }

  PlinthException refused(Suite suite) {
    PlinthException e = catchThrowableOfType(PlinthException.class, () -> open(suite));
    assertThat(e).isNotNull();
    return e;
  }

  URI mirror(TestServer at) {
    return at.at("/debian");
  }

  String text(OpenedSuite opened) {
    return new String(new IndexBytes(blobs, Optional.empty()).read(opened.packages().getFirst()));
  }

  static byte[] gzip(byte[] plain) throws IOException {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
