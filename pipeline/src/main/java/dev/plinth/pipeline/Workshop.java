package dev.plinth.pipeline;

import dev.plinth.model.Progress;
import dev.plinth.oci.layout.LayoutStore;
import java.nio.file.Path;
import java.util.Map;

/**
 * What all steps work with.
 *
 * @param format the package format with its distributions
 * @param store of images and of the inputs they are made from
 * @param cache folder for work that can be done again
 * @param environment of the process
 * @param progress who watches
 * @param threads how many processors may work
 * @param version of Plinth: part of what decides whether a build is still the same
 */
public record Workshop(
    PackageFormat format,
    LayoutStore store,
    Path cache,
    Map<String, String> environment,
    Progress progress,
    int threads,
    String version) {
  public Workshop {
    environment = Map.copyOf(environment);
  }
}
