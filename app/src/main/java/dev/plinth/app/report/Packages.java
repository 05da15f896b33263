package dev.plinth.app.report;

import dev.plinth.app.scan.ScanReport;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.PackageUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How packages are named in documents for others. */
final class Packages {
  private Packages() {}

  /** The whole package URL, with all its qualifiers. */
  static String url(ScanReport report, Item item) {
    return PackageUrl.of(item.pkg(), report.inventory().system());
  }

  /**
   * The URLs by which scanners know a package that VEX speaks of. They compare what a statement
   * names with what they made themselves, and do not agree on qualifiers: so there are none, but
   * for Debian's epoch, which some write in the version and some beside it.
   */
  static List<String> products(ScanReport report, Item item) {
    String whole = url(report, item);
    int question = whole.indexOf('?');
    String bare = question < 0 ? whole : whole.substring(0, question);
    List<String> products = new ArrayList<>(List.of(bare));
    int at = bare.lastIndexOf('@');
    String version = at < 0 ? "" : bare.substring(at + 1);
    int colon = version.toLowerCase(Locale.ROOT).replace("%3a", ":").indexOf(':');
    if (colon > 0) {
      String epoch = version.substring(0, colon);
      String rest = version.substring(colon).replaceFirst("^(:|%3[aA])", "");
      products.add(bare.substring(0, at + 1) + rest + "?epoch=" + epoch);
    }
    return products;
  }

  /** A page about a vulnerability, a URI (RFC 3986) whatever a feed calls it. */
  static String page(String id) {
    String name = SarifReport.uri(id);
    if (id.startsWith("CVE-")) {
      return "https://www.cve.org/CVERecord?id=" + name;
    }
    if (id.startsWith("TEMP-")) {
      return "https://security-tracker.debian.org/tracker/" + name;
    }
    return id.startsWith("GHSA-")
        ? "https://github.com/advisories/" + name
        : "https://osv.dev/vulnerability/" + name;
  }
}
