package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.csaf.CsafDocument;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * An rpm in a product stream, from a CSAF product.
 *
 * @param place the stream
 * @param name of the package
 * @param version {@code [epoch:]version-release}; empty where the product has none
 * @param architecture empty for any
 * @param source whether it is a source package
 * @param module {@code name:stream}; empty where it is of none
 */
record CsafPackage(
    Ecosystems.Place place,
    String name,
    String version,
    String architecture,
    boolean source,
    String module) {
  private static final String RPM = "pkg:rpm/";
  private static final String[] CPE = {"cpe:/o:redhat:", "cpe:/a:redhat:"};

  /** Empty where it is no rpm, or of no product of Red Hat. */
  static Optional<CsafPackage> of(CsafDocument document, String product) {
    CsafDocument.Product found = document.products().get(product);
    String purl = document.purl(product);
    String cpe = document.platformCpe(product);
    if (found == null || !(purl.isEmpty() || purl.startsWith(RPM))) {
      return Optional.empty();
    }
    for (String prefix : CPE) {
      if (cpe.startsWith(prefix)) {
        Ecosystems.Place place = Ecosystems.redHat(cpe.substring(prefix.length()));
        return Optional.of(
            purl.isEmpty()
                ? ofId(place, found.component())
                : ofPurl(
                    place,
                    purl,
                    found,
                    document.products().containsKey(found.component() + ".src")));
      }
    }
    return Optional.empty();
  }

  private static CsafPackage ofPurl(
      Ecosystems.Place place, String purl, CsafDocument.Product product, boolean hasSource) {
    int end = purl.indexOf('?');
    String path = purl.substring(RPM.length(), end < 0 ? purl.length() : end);
    int at = path.lastIndexOf('@');
    String version = at < 0 ? "" : OsvPurl.decode(path.substring(at + 1));
    String name = path.substring(path.indexOf('/') + 1, at < 0 ? path.length() : at);
    String epoch = OsvPurl.qualifier(purl, "epoch");
    String arch = OsvPurl.qualifier(purl, "arch");
    // Old documents name only sources, without saying so; newer ones both, the source as NAME.src.
    boolean only = version.isEmpty() && arch.isEmpty() && !hasSource;
    boolean source = arch.equals("src") || only;
    String module = OsvPurl.qualifier(purl, "rpmmod");
    if (module.isEmpty()) {
      module = ofId(place, product.component()).module;
    }
    return new CsafPackage(
        place,
        OsvPurl.decode(name),
        version.isEmpty() || epoch.isEmpty() ? version : epoch + ":" + version,
        source ? "" : arch,
        source,
        OsvPurl.stream(module));
  }

  /** Components that are not fixed have no version: {@code openssl}, {@code nodejs:18/nodejs}. */
  private static CsafPackage ofId(Ecosystems.Place place, String component) {
    int slash = component.indexOf('/');
    String module = slash > 0 && component.indexOf(':') > 0 ? component.substring(0, slash) : "";
    String name = component.substring(slash + 1);
    return new CsafPackage(place, name, "", "", true, OsvPurl.stream(module));
  }

  /** The same with its architectures; none for all of them. */
  static AffectedPackage with(AffectedPackage pkg, SortedSet<String> architectures) {
    return new AffectedPackage(
        pkg.ecosystem(),
        pkg.product(),
        pkg.name(),
        pkg.source(),
        pkg.status(),
        pkg.ranges(),
        pkg.versions(),
        pkg.module(),
        architectures.contains("") ? List.of() : List.copyOf(architectures),
        pkg.ratings(),
        pkg.note());
  }
}
