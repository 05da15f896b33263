package dev.plinth.vuln.vex;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.vuln.Finding;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies VEX to findings: by vulnerability and by the package's URL. Of several statements about
 * the same, the latest holds, whatever it says; of those of the same time one that hides nothing.
 * Only documents whose signer is trusted may be given.
 */
public final class VexRules {
  private final Map<String, List<Rule>> byVulnerability = new HashMap<>();

  private record Rule(
      VexDocument document,
      VexStatement statement,
      List<PackageUrl> packages,
      List<PackageUrl> images,
      boolean parts,
      Instant time) {
    boolean isAbout(PackageUrl installed, List<PackageUrl> here) {
      boolean image = here.stream().anyMatch(i -> images.stream().anyMatch(url -> is(url, i)));
      boolean pkg = packages.stream().anyMatch(url -> url.covers(installed));
      return parts ? pkg && image : pkg || image;
    }

    /** Of what was said at the same time, that holds which hides nothing: they contradict. */
    boolean outdoes(Rule other) {
      int order = time.compareTo(other.time);
      return order > 0
          || (order == 0 && (other.statement.status().hides() || !statement.status().hides()));
    }

    /** A digest is the image whatever it is called; without one the name has to do. */
    private static boolean is(PackageUrl said, PackageUrl image) {
      return said.type().equals("oci")
          && (said.version().isEmpty()
              ? said.name().equals(image.name())
              : said.version().equals(image.version()));
    }
  }

  /** A statement that holds for a finding, and the document that it is of. */
  public record Applied(VexStatement statement, VexDocument document) {}

  /** The rules of these documents. */
  public VexRules(List<VexDocument> trusted) {
    for (VexDocument document : trusted) {
      for (VexStatement statement : document.statements()) {
        List<PackageUrl> products = urls(statement.products());
        boolean parts = !statement.subcomponents().isEmpty();
        // An image that has no parts named is meant with all that is in it.
        List<PackageUrl> images = products.stream().filter(p -> p.type().equals("oci")).toList();
        List<PackageUrl> packages =
            parts
                ? urls(statement.subcomponents())
                : products.stream().filter(p -> !p.type().equals("oci")).toList();
        Rule rule =
            new Rule(document, statement, packages, images, parts, time(statement.timestamp()));
        List<String> names = new ArrayList<>(statement.aliases());
        names.add(statement.vulnerability());
        names.stream()
            .distinct()
            .forEach(
                name -> byVulnerability.computeIfAbsent(name, _ -> new ArrayList<>()).add(rule));
      }
    }
  }

  private static List<PackageUrl> urls(List<String> texts) {
    return texts.stream().map(PackageUrl::parse).flatMap(Optional::stream).toList();
  }

  /** Without a time it is older than any other. */
  private static Instant time(String timestamp) {
    try {
      return OffsetDateTime.parse(timestamp).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.MIN;
    }
  }

  /**
   * The latest statement about a finding; empty where there is none.
   *
   * @param images package URLs of the image that was scanned, one a digest; empty where it is none:
   *     then statements about images do not hold
   */
  public Optional<Applied> of(Finding finding, SystemFacts system, List<PackageUrl> images) {
    PackageUrl installed = PackageUrl.of(finding.item().pkg(), system);
    List<String> names = new ArrayList<>(finding.aliases());
    names.add(finding.id());
    Rule latest = null;
    for (String name : names) {
      for (Rule rule : byVulnerability.getOrDefault(name, List.of())) {
        if (rule.isAbout(installed, images) && (latest == null || rule.outdoes(latest))) {
          latest = rule;
        }
      }
    }
    return Optional.ofNullable(latest).map(rule -> new Applied(rule.statement, rule.document));
  }
}
