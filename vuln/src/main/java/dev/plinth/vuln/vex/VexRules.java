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
 * the same, the latest holds, whatever it says. Only documents whose signer is trusted may be
 * given.
 */
public final class VexRules {
  private final Map<String, List<Rule>> byVulnerability = new HashMap<>();

  private record Rule(
      VexDocument document,
      VexStatement statement,
      List<PackageUrl> packages,
      List<PackageUrl> images,
      Instant time) {}

  /**
   * A statement that holds for a finding.
   *
   * @param author of its document
   */
  public record Applied(VexStatement statement, String author) {}

  /** The rules of these documents. */
  public VexRules(List<VexDocument> trusted) {
    for (VexDocument document : trusted) {
      for (VexStatement statement : document.statements()) {
        List<PackageUrl> products = urls(statement.products());
        List<PackageUrl> parts = urls(statement.subcomponents());
        boolean inImages = !statement.subcomponents().isEmpty();
        Rule rule =
            new Rule(
                document,
                statement,
                inImages ? parts : products,
                inImages ? products : List.of(),
                time(statement.timestamp()));
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
   * @param image package URL of the image that was scanned; empty where it has none: then
   *     statements about packages in images do not hold
   */
  public Optional<Applied> of(Finding finding, SystemFacts system, Optional<PackageUrl> image) {
    PackageUrl installed = PackageUrl.of(finding.item().pkg(), system);
    List<String> names = new ArrayList<>(finding.aliases());
    names.add(finding.id());
    Rule latest = null;
    for (String name : names) {
      for (Rule rule : byVulnerability.getOrDefault(name, List.of())) {
        boolean here =
            rule.packages.stream().anyMatch(url -> url.covers(installed))
                && (rule.images.isEmpty()
                    || image
                        .map(i -> rule.images.stream().anyMatch(url -> url.covers(i)))
                        .orElse(false));
        if (here && (latest == null || !rule.time.isBefore(latest.time))) {
          latest = rule;
        }
      }
    }
    return Optional.ofNullable(latest)
        .map(rule -> new Applied(rule.statement, rule.document.author()));
  }
}
