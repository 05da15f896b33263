package dev.plinth.app;

import dev.plinth.model.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
 */
public record Settings(
    Path store,
    Path cache,
    Path config,
    List<String> mirrors,
    Map<String, String> environment,
    Progress progress,
    int threads) {
  public Settings {
    mirrors = List.copyOf(mirrors);
    environment = Map.copyOf(environment);
  }
}
