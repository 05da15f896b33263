package dev.plinth.deb.repository;

import dev.plinth.deb.apt.AptHost;
import dev.plinth.deb.apt.AptNetwork;
import dev.plinth.fetch.Backoff;
import dev.plinth.fetch.Downloader;
import dev.plinth.fetch.FileTransport;
import dev.plinth.fetch.HttpTransport;
import dev.plinth.fetch.Mirrors;
import dev.plinth.fetch.Small;
import dev.plinth.fetch.Transports;
import dev.plinth.fetch.Wanted;
import dev.plinth.model.Blobs;
import dev.plinth.pkg.Package;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Everything that leads to archives, put together for one host.
 *
 * @param client opens suites
 * @param downloader for packages
 * @param indexes decompresses
 * @param http to be closed in the end
 */
public record RepositoryAccess(
    RepositoryClient client, Downloader downloader, IndexBytes indexes, HttpTransport http)
    implements AutoCloseable {

  /** More gain nothing on a near mirror, and are not polite to a far one. */
  private static final int CONNECTIONS = 4;

  /**
   * What surrounds it.
   *
   * @param system the folder that stands for {@code /}: where apt's configuration lies
   * @param environment variables of the process
   * @param clock judges dates
   * @param random spreads second attempts
   */
  public record Surroundings(
      Path system, Map<String, String> environment, InstantSource clock, RandomGenerator random) {}

  /**
   * Reads the host's apt configuration and puts the parts together; nothing is fetched yet.
   *
   * @param named mirrors of the command line
   * @param configured mirrors of the user's configuration
   * @param indexCache a folder for decompressed indexes
   */
  public static RepositoryAccess of(
      Surroundings around,
      List<URI> named,
      List<URI> configured,
      Blobs blobs,
      Optional<Path> indexCache) {
    AptHost host = AptHost.read(around.system(), around.environment());
    HttpTransport http = http(around, host);
    Transports transport = new Transports(http, new FileTransport());
    Backoff backoff = Backoff.usual(around.random());
    Small small = new Small(transport, backoff, around.clock());
    Downloader downloader = new Downloader(transport, backoff, around.clock(), CONNECTIONS);
    MirrorSources sources = new MirrorSources(named, configured, host.sources(), small);
    RepositoryClient client =
        new RepositoryClient(sources, small, downloader, blobs, around.clock());
    return new RepositoryAccess(client, downloader, new IndexBytes(blobs, indexCache), http);
  }

  /**
   * The web as the host's apt knows it: its proxies, certificate authorities and passwords.
   *
   * @return to be closed
   */
  public static HttpTransport http(Surroundings around) {
    return http(around, AptHost.read(around.system(), around.environment()));
  }

  private static HttpTransport http(Surroundings around, AptHost host) {
    return new HttpTransport(
        AptNetwork.options(host, around.system(), around.environment(), AptNetwork::run));
  }

  /** A package to download, and in errors what vouches for it. */
  public static Wanted wanted(Package pkg, Mirrors mirrors) {
    String what = "package " + pkg + " (sha256 in the Packages index of " + pkg.repository() + ")";
    return new Wanted(what, mirrors, pkg.path(), pkg.size(), pkg.sha256());
  }

  @Override
  public void close() {
    http.close();
  }
}
