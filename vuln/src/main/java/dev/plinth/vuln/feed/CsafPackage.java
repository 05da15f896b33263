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
 * @param either whether it may be a source package as well: the document does not say
 */
record CsafPackage(
    Ecosystems.Place place,
    String name,
    String version,
    String architecture,
    boolean source,
    String module,
    boolean either) {
  private static final String RPM = "pkg:rpm/";

  /** A module, or until 2024 a package in one: {@code pkg:rpmmod/redhat/ruby:3.1/ruby}. */
  private static final String MODULE = "pkg:rpmmod/redhat/";

  private static final String[] CPE = {"cpe:/o:redhat:", "cpe:/a:redhat:"};

  /** Empty where it is no rpm, or of no product of Red Hat. */
  static Optional<CsafPackage> of(CsafDocument document, String product) {
    CsafDocument.Product found = document.products().get(product);
    String purl = document.purl(product);
    String cpe = document.platformCpe(product);
    boolean known = purl.isEmpty() || purl.startsWith(RPM) || purl.startsWith(MODULE);
    if (found == null || !known) {
      return Optional.empty();
    }
    for (String prefix : CPE) {
      if (cpe.startsWith(prefix)) {
        Ecosystems.Place place = Ecosystems.redHat(cpe.substring(prefix.length()));
        if (purl.startsWith(MODULE)) {
          return Optional.of(ofModule(place, purl));
        }
        CsafPackage pkg =
            purl.isEmpty() ? ofId(place, found.component()) : ofPurl(place, purl, found, document);
        return Optional.of(pkg.module.isEmpty() ? pkg.in(document.between(product)) : pkg);
      }
    }
    return Optional.empty();
  }

  private static CsafPackage ofPurl(
      Ecosystems.Place place, String purl, CsafDocument.Product product, CsafDocument document) {
    int end = purl.indexOf('?');
    String path = purl.substring(RPM.length(), end < 0 ? purl.length() : end);
    int at = path.lastIndexOf('@');
    String version = at < 0 ? "" : OsvPurl.decode(path.substring(at + 1));
    String name = path.substring(path.indexOf('/') + 1, at < 0 ? path.length() : at);
    String epoch = OsvPurl.qualifier(purl, "epoch");
    String arch = OsvPurl.qualifier(purl, "arch");
    // Old documents name only sources, without saying so; newer ones both, the source as NAME.src.
    boolean unsaid =
        version.isEmpty()
            && arch.isEmpty()
            && !document.products().containsKey(product.component() + ".src");
    boolean either = unsaid && document.namesSources();
    boolean source = arch.equals("src") || (unsaid && !either);
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
        OsvPurl.stream(module),
        either);
  }

  /** A package in a module, or what gave the module its name where it stands for the whole. */
  private static CsafPackage ofModule(Ecosystems.Place place, String purl) {
    String path = OsvPurl.decode(purl.substring(MODULE.length()).replaceFirst("[?#].*", ""));
    int slash = path.indexOf('/');
    String module = OsvPurl.stream((slash < 0 ? path : path.substring(0, slash)).replace('@', ':'));
    int colon = module.indexOf(':');
    String own = colon < 0 ? module : module.substring(0, colon);
    return new CsafPackage(
        place, slash < 0 ? own : path.substring(slash + 1), "", "", true, module, false);
  }

  /** The source package by the same name. */
  CsafPackage asSource() {
    return new CsafPackage(place, name, version, "", true, module, false);
  }

  /** The same in the module that it is a part of. */
  private CsafPackage in(List<String> purls) {
    for (String purl : purls) {
      if (purl.startsWith(MODULE)) {
        return new CsafPackage(
            place, name, version, architecture, source, ofModule(place, purl).module, either);
      }
    }
    return this;
  }

  /** Components that are not fixed have no version: {@code openssl}, {@code nodejs:18/nodejs}. */
  private static CsafPackage ofId(Ecosystems.Place place, String component) {
    int slash = component.indexOf('/');
    String module = slash > 0 && component.indexOf(':') > 0 ? component.substring(0, slash) : "";
    String name = component.substring(slash + 1);
    return new CsafPackage(place, name, "", "", true, OsvPurl.stream(module), false);
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
