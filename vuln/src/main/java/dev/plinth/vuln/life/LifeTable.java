package dev.plinth.vuln.life;

import dev.plinth.vuln.life.LifeStatus.Phase;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When support ends, of distributions, runtimes and packages.
 *
 * @param cycles of products; where two files tell of the same release, the first one counts
 * @param packages whose support is another than their release's
 */
public record LifeTable(List<Cycle> cycles, List<PackageSupport> packages) {
  /** Nothing is known. */
  public static final LifeTable EMPTY = new LifeTable(List.of(), List.of());

  /** endoflife.date's product by os-release's ID, where they differ. */
  private static final Map<String, String> PRODUCTS =
      Map.of(
          "alpine", "alpine-linux",
          "rocky", "rocky-linux",
          "opensuse-leap", "opensuse",
          "amzn", "amazon-linux",
          "ol", "oracle-linux",
          "mariner", "azure-linux");

  public LifeTable {
    cycles = List.copyOf(cycles);
    packages = List.copyOf(packages);
  }

  /** Both together; what this one says comes first. */
  public LifeTable and(LifeTable other) {
    List<Cycle> allCycles = new ArrayList<>(cycles);
    allCycles.addAll(other.cycles);
    List<PackageSupport> allPackages = new ArrayList<>(packages);
    allPackages.addAll(other.packages);
    return new LifeTable(allCycles, allPackages);
  }

  /**
   * Where the release of a distribution is in its life; empty where no file knows it.
   *
   * @param id os-release's ID
   * @param versionId os-release's VERSION_ID; the longest cycle that begins it counts
   */
  public Optional<LifeStatus> distribution(String id, String versionId, LocalDate today) {
    // Files that people have kept under the older name of a product are called by it.
    return product(PRODUCTS.getOrDefault(id, id), versionId, today)
        .or(() -> product(id, versionId, today));
  }

  /** The same of any product that endoflife.date names. */
  public Optional<LifeStatus> product(String product, String version, LocalDate today) {
    Cycle best = null;
    for (Cycle cycle : cycles) {
      boolean matches =
          cycle.product().equals(product)
              && (version.equals(cycle.cycle()) || version.startsWith(cycle.cycle() + "."));
      if (matches && (best == null || cycle.cycle().length() > best.cycle().length())) {
        best = cycle;
      }
    }
    return Optional.ofNullable(best).map(cycle -> new LifeStatus(phase(cycle, today), cycle));
  }

  private static Phase phase(Cycle cycle, LocalDate today) {
    if (!past(cycle.end(), today)) {
      return Phase.SUPPORTED;
    }
    return cycle.extendedEnd().isEmpty() || past(cycle.extendedEnd(), today)
        ? Phase.ENDED
        : Phase.EXTENDED;
  }

  private static boolean past(String day, LocalDate today) {
    try {
      return !day.isEmpty() && today.isAfter(LocalDate.parse(day));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** What is said of a source package of Debian, where its support has ended or is limited. */
  public List<PackageSupport> support(String release, String source, LocalDate today) {
    return packages.stream()
        .filter(p -> p.release().isEmpty() || p.release().equals(release))
        .filter(p -> p.limited() || past(p.ended(), today))
        .filter(p -> p.covers(source))
        .toList();
  }
}
