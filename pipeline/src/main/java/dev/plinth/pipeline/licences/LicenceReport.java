package dev.plinth.pipeline.licences;

import dev.plinth.licence.Decision;
import dev.plinth.licence.Duty;
import dev.plinth.licence.LicenceFinding.Status;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import java.util.List;

/**
 * All licences of one platform of an image.
 *
 * @param image digest of its index
 * @param over name of the base whose packages are left out; empty for none
 * @param packages by name
 */
public record LicenceReport(
    Digest image, Platform platform, String over, List<PackageLicence> packages) {
  public LicenceReport {
    packages = List.copyOf(packages);
  }

  /** How many packages' declarations were understood so far. */
  public long count(Status status) {
    return packages.stream().filter(p -> p.finding().status() == status).count();
  }

  /** The packages that bring a duty, whatever is chosen among alternatives. */
  public List<String> bringing(Duty duty) {
    return packages.stream()
        .filter(p -> p.obligations().filter(o -> o.always().contains(duty)).isPresent())
        .map(PackageLicence::name)
        .toList();
  }

  /** What the policy refuses. */
  public List<PackageLicence> refused() {
    return packages.stream()
        .filter(p -> p.decision().filter(d -> d.outcome() == Decision.Outcome.REFUSED).isPresent())
        .toList();
  }
}
