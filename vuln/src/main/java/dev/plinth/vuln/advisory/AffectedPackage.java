package dev.plinth.vuln.advisory;

import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Status;
import java.util.List;

/**
 * What an advisory says of one package in one release.
 *
 * @param ecosystem the release in Plinth's notation ({@link Ecosystems})
 * @param product of which product of the vendor: {@code rhel_eus:9.2::appstream}; empty where a
 *     release has only one
 * @param name the package in the notation of its ecosystem
 * @param source whether the name is a source package's (or origin's), not an installed package's
 * @param status what the vendor says
 * @param ranges which versions are affected; with {@link Status#NOT_AFFECTED} none are
 * @param versions affected ones that no range covers
 * @param module rpm's {@code name:stream}; {@code *} where the fix is of a module that is not
 *     named; empty elsewhere
 * @param architectures in the format's notation; empty for all
 * @param ratings of this package
 * @param note the vendor's reason; may be empty
 */
public record AffectedPackage(
    String ecosystem,
    String product,
    String name,
    boolean source,
    Status status,
    List<VersionRange> ranges,
    List<String> versions,
    String module,
    List<String> architectures,
    List<Rating> ratings,
    String note) {
  /** The module of a modular fix whose advisory does not say which. */
  public static final String UNNAMED_MODULE = "*";

  public AffectedPackage {
    ranges = List.copyOf(ranges);
    versions = List.copyOf(versions);
    architectures = List.copyOf(architectures);
    ratings = List.copyOf(ratings);
  }

  /** The least there is to say. */
  public static AffectedPackage of(
      String ecosystem, String name, boolean source, Status status, List<VersionRange> ranges) {
    return new AffectedPackage(
        ecosystem, "", name, source, status, ranges, List.of(), "", List.of(), List.of(), "");
  }

  /** With the vendor's reason. */
  public AffectedPackage noting(String reason) {
    return new AffectedPackage(
        ecosystem,
        product,
        name,
        source,
        status,
        ranges,
        versions,
        module,
        architectures,
        ratings,
        reason);
  }

  /** With ratings. */
  public AffectedPackage rated(List<Rating> rated) {
    return new AffectedPackage(
        ecosystem,
        product,
        name,
        source,
        status,
        ranges,
        versions,
        module,
        architectures,
        rated,
        note);
  }
}
