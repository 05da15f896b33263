package dev.plinth.deb.apt;

import dev.plinth.model.Location;
import java.util.List;

/**
 * One archive that the host's apt is configured with: one URI with one suite.
 *
 * @param uri as written, any scheme, user information in it
 * @param suite for example {@code bookworm}; ends in a slash for a flat repository
 * @param components empty for a flat repository
 * @param architectures the only ones; empty for all that apt knows
 * @param signedBy path, fingerprints or a whole key, as written; empty where there is none
 * @param from where it is written
 */
public record AptSource(
    String uri,
    String suite,
    List<String> components,
    List<String> architectures,
    String signedBy,
    Location from) {

  public AptSource {
    components = List.copyOf(components);
    architectures = List.copyOf(architectures);
  }
}
