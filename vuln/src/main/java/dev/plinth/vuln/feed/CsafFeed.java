package dev.plinth.vuln.feed;

import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.csaf.CsafDocument;
import dev.plinth.vuln.csaf.CsafReader;
import dev.plinth.vuln.csaf.Vulnerability;
import dev.plinth.vuln.cvss.Cvss;
import dev.plinth.vuln.json.JsonIn;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Red Hat's CSAF documents: VEX (one a CVE, which lists open ones too) and advisories. Products are
 * a package in a product stream, which the CPE names; container images are passed over.
 */
final class CsafFeed implements FeedParser {
  @Override
  public void parse(InputStream in, String file, FeedSink sink) {
    try (JsonIn json = new JsonIn(in, file)) {
      json.documents(() -> {
        CsafDocument document = CsafReader.read(json);
        var problem = json.takeProblem();
        if (problem.isPresent()) {
          sink.gap(Gaps.sentence(file, document.id(), problem.get()));
          return;
        }
        sink.asOf(document.timestamp());
        for (Vulnerability vulnerability : document.vulnerabilities()) {
          if (vulnerability.id().isEmpty()) {
            sink.gap(Gaps.sentence(file, document.id(), "a vulnerability has no id"));
          } else {
            sink.accept(advisory(document, vulnerability));
          }
        }
      });
    }
  }

  private static Advisory advisory(CsafDocument document, Vulnerability vulnerability) {
    Map<AffectedPackage, TreeSet<String>> byPlace = new LinkedHashMap<>();
    Set<Build> built = built(document, vulnerability);
    vulnerability
        .statuses()
        .forEach((status, products) -> {
          for (String product : new TreeSet<>(products)) {
            CsafPackage.of(document, product)
                .filter(pkg -> !(pkg.source() && built.contains(Build.of(pkg)) && isFix(status)))
                .ifPresent(pkg -> {
                  add(byPlace, pkg, status, product, vulnerability);
                  // Nothing is safe because something that may be another package is.
                  if (pkg.either() && !status.equals("known_not_affected")) {
                    add(byPlace, pkg.asSource(), status, product, vulnerability);
                  }
                });
          }
        });
    List<AffectedPackage> affected = new ArrayList<>();
    byPlace.forEach((pkg, architectures) -> affected.add(CsafPackage.with(pkg, architectures)));
    affected.sort(
        java.util.Comparator.comparing(AffectedPackage::ecosystem)
            .thenComparing(AffectedPackage::product)
            .thenComparing(AffectedPackage::name)
            .thenComparing(p -> p.ranges().toString()));
    List<Rating> ratings = new ArrayList<>();
    for (String vector : vulnerability.scores()) {
      ratings.add(
          new Rating(
              Origin.DISTRIBUTION,
              publisher(document),
              Cvss.severity(vector),
              Cvss.score(vector),
              vector));
    }
    return Advisory.of(vulnerability.id(), affected, ratings);
  }

  /** A build in a product stream: a source package and those made of it have the same version. */
  private record Build(String product, String version) {
    static Build of(CsafPackage pkg) {
      return new Build(pkg.place().product(), pkg.version());
    }
  }

  /**
   * The builds whose packages a fix lists, which are what is installed: their sources say the same
   * again. Red Hat's files of 2026 name for some vulnerabilities the source alone.
   */
  private static Set<Build> built(CsafDocument document, Vulnerability vulnerability) {
    Set<Build> built = new HashSet<>();
    vulnerability
        .statuses()
        .forEach((status, products) -> {
          for (String product : isFix(status) ? products : List.<String>of()) {
            CsafPackage.of(document, product)
                .filter(pkg -> !pkg.source())
                .ifPresent(pkg -> built.add(Build.of(pkg)));
          }
        });
    return built;
  }

  private static boolean isFix(String status) {
    return status.equals("fixed") || status.equals("first_fixed");
  }

  private static void add(
      Map<AffectedPackage, TreeSet<String>> byPlace,
      CsafPackage pkg,
      String word,
      String product,
      Vulnerability vulnerability) {
    Status status = status(word, vulnerability.remediations().get(product));
    if (status == Status.FIXED && pkg.version().isEmpty()) {
      return;
    }
    List<VersionRange> ranges =
        status == Status.NOT_AFFECTED
            ? List.of()
            : List.of(VersionRange.until(status == Status.FIXED ? pkg.version() : ""));
    Severity impact = Severity.of(vulnerability.impacts().getOrDefault(product, ""));
    List<Rating> rated =
        impact == Severity.UNKNOWN
            ? List.of()
            : List.of(Rating.word(Origin.DISTRIBUTION, "redhat", impact));
    AffectedPackage affected =
        new AffectedPackage(
            pkg.place().ecosystem(),
            pkg.place().product(),
            pkg.name(),
            pkg.source(),
            status,
            ranges,
            List.of(),
            pkg.module(),
            List.of(),
            rated,
            vulnerability.flags().getOrDefault(product, ""));
    TreeSet<String> architectures = byPlace.computeIfAbsent(affected, _ -> new TreeSet<>());
    if (!pkg.source()) {
      architectures.add(pkg.architecture());
    }
  }

  private static Status status(
      String word, Vulnerability.@org.jspecify.annotations.Nullable Remediation remediation) {
    return switch (word) {
      case "fixed", "first_fixed" -> Status.FIXED;
      case "known_not_affected" -> Status.NOT_AFFECTED;
      case "under_investigation" -> Status.UNDETERMINED;
      default -> {
        String details = remediation == null ? "" : remediation.details().toLowerCase(Locale.ROOT);
        String category = remediation == null ? "" : remediation.category();
        yield details.startsWith("out of support")
            ? Status.END_OF_LIFE
            : details.startsWith("fix deferred") || category.equals("fix_deferred")
                ? Status.POSTPONED
                : category.equals("no_fix_planned") ? Status.IGNORED : Status.UNFIXED;
      }
    };
  }

  private static String publisher(CsafDocument document) {
    return document.publisher().startsWith("Red Hat")
        ? "redhat"
        : document.publisher().toLowerCase(Locale.ROOT);
  }
}
