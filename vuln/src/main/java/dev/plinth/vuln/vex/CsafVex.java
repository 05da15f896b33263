package dev.plinth.vuln.vex;

import dev.plinth.vuln.csaf.CsafDocument;
import dev.plinth.vuln.csaf.CsafReader;
import dev.plinth.vuln.csaf.Vulnerability;
import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CSAF 2.0, profile 5 (VEX): products are those of the tree that have a package URL. What is said
 * of a part as it is in a whole (3.2.3.4, relationships) holds in that whole alone: an image, by
 * its package URL, or a release of Red Hat's, by its CPE.
 */
final class CsafVex {
  /** Mainline alone: what is said of an extended stream is not said of it. */
  private static final Pattern RED_HAT =
      Pattern.compile("cpe:(?:/|2\\.3:)[oa]:redhat:enterprise_linux:(\\d[\\d.]{0,7})(?::.*)?");

  private static final String DISTRO = "distro";

  private CsafVex() {}

  static VexDocument read(JsonIn json) {
    CsafDocument document = CsafReader.read(json);
    List<VexStatement> statements = new ArrayList<>();
    for (Vulnerability vulnerability : document.vulnerabilities()) {
      for (VexStatus status : VexStatus.values()) {
        // What one flag says is one statement: justifications differ by product.
        SortedMap<String, List<String>> byFlag = new TreeMap<>();
        for (String product : vulnerability.products(status.csaf())) {
          String flag = vulnerability.flags().getOrDefault(product, "");
          Optional<String> image = document.platformPurl(product);
          String purl = document.purl(product);
          if (purl.isEmpty()) {
            continue;
          }
          if (image.isPresent()) {
            statements.add(
                statement(document, vulnerability, status, flag, List.of(image.get()), purl));
          } else {
            within(document, product, status)
                .ifPresent(
                    bound -> byFlag.computeIfAbsent(flag, _ -> new ArrayList<>()).add(bound));
          }
        }
        byFlag.forEach((flag, products) ->
            statements.add(statement(document, vulnerability, status, flag, products, "")));
      }
    }
    return new VexDocument(document.id(), document.publisher(), document.timestamp(), statements);
  }

  private static VexStatement statement(
      CsafDocument document,
      Vulnerability vulnerability,
      VexStatus status,
      String flag,
      List<String> products,
      String part) {
    return new VexStatement(
        vulnerability.id(),
        List.of(),
        products,
        part.isEmpty() ? List.of() : List.of(part),
        status,
        flag,
        "",
        document.timestamp());
  }

  /**
   * The package URL of a product, bound to the release that it is a part of; empty where it hides
   * something and where that holds cannot be told. A build that has a fix has it everywhere, and
   * what hides nothing may be said too often.
   */
  private static Optional<String> within(CsafDocument document, String product, VexStatus status) {
    String purl = document.purl(product);
    if (!document.isPart(product)) {
      return Optional.of(purl);
    }
    Optional<PackageUrl> read = PackageUrl.parse(purl);
    boolean told = read.map(url -> url.qualifiers().containsKey(DISTRO)).orElse(false);
    Matcher release = RED_HAT.matcher(document.platformCpe(product));
    if (release.matches() && !told) {
      return read.map(url -> url.with(DISTRO, "rhel-" + release.group(1)).toString());
    }
    boolean build = read.map(url -> !url.version().isEmpty()).orElse(false);
    return told || !status.hides() || (status == VexStatus.FIXED && build)
        ? Optional.of(purl)
        : Optional.empty();
  }
}
