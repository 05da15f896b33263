package dev.plinth.app;

import dev.plinth.model.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the outside world tells Plinth, once.
 *
 * @param store the folder of the OCI image layout
 * @param cache work that can be done again
 * @param config the user's configuration
 * @param mirrors package mirrors given on the command line, first choice first
 * @param environment of the process: proxies, HOME
 * @param progress who watches
 * @param threads how many processors may work
 * @param archive what stands in for the distributions; empty but for the training run
 */
public record Settings(
    Path store,
    Path cache,
    Path config,
    List<String> mirrors,
    Map<String, String> environment,
    Progress progress,
    int threads,
    Optional<LocalArchive> archive) {
  public Settings {
    mirrors = List.copyOf(mirrors);
    environment = Map.copyOf(environment);
  }

  /** The same with another folder for work that can be done again. */
  Settings withCache(Path other) {
    return new Settings(store, other, config, mirrors, environment, progress, threads, archive);
  }
}
