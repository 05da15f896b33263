package dev.plinth.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** A mirror in a folder that has just what a lock names, from the store's blobs. */
final class LocalMirror {
  private LocalMirror() {}

  /** Debian's part of the lock. */
  static Path of(HostileBench bench, Path folder) throws IOException {
    Path blobs = bench.seed.store().resolve("blobs/sha256");
    for (JsonNode repository : bench.locked().get("repositories")) {
      if (repository.get("name").asString().startsWith("test/")) {
        continue;
      }
      Path dists = folder.resolve("dists").resolve(repository.get("suite").asString());
      link(blobs, repository.get("release").asString(), dists.resolve("InRelease"));
      for (JsonNode index : repository.get("packages")) {
        link(blobs, index.get("sha256").asString(), dists.resolve(index.get("path").asString()));
      }
    }
    for (JsonNode pkg : bench.locked().at("/architectures/amd64/packages")) {
      if (!pkg.get("repository").asString().startsWith("test/")) {
        link(blobs, pkg.get("sha256").asString(), folder.resolve(pkg.get("path").asString()));
      }
    }
    return folder;
  }

  private static void link(Path blobs, String digest, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(blobs.resolve(digest.replace("sha256:", "")), to);
  }

  /** A configuration of apt for a host that has no sources. */
  static Path noSources(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("no-sources.conf"),
        "Dir::Etc::sourcelist \"dev-null\";\nDir::Etc::sourceparts \"dev-null.d\";\n");
  }
}
