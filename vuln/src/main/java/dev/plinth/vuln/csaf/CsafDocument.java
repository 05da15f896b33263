package dev.plinth.vuln.csaf;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Plinth needs of a CSAF 2.0 document.
 *
 * @param id its own
 * @param category {@code csaf_vex}, {@code csaf_security_advisory}
 * @param publisher who says it
 * @param timestamp of its current release, ISO 8601
 * @param products by id: those of the product tree and of its relationships
 * @param vulnerabilities what it says of each
 */
public record CsafDocument(
    String id,
    String category,
    String publisher,
    String timestamp,
    Map<String, Product> products,
    List<Vulnerability> vulnerabilities) {
  public CsafDocument {
    products = Map.copyOf(products);
    vulnerabilities = List.copyOf(vulnerabilities);
  }

  /**
   * A product.
   *
   * @param component the id of the part where this is a part in a whole; else its own
   * @param platform the id of the whole; empty where there is none
   * @param purl of itself; empty where the tree has none
   * @param cpe of itself; empty where the tree has none
   */
  public record Product(String component, String platform, String purl, String cpe) {}

  /** The package URL of a product or of its component; empty where there is none. */
  public String purl(String product) {
    Product found = products.get(product);
    if (found == null) {
      return "";
    }
    Product part = products.get(found.component());
    return !found.purl().isEmpty() || part == null ? found.purl() : part.purl();
  }

  /** Whether a product is a part in a whole. */
  public boolean isPart(String product) {
    Product found = products.get(product);
    return found != null && !found.platform().isEmpty();
  }

  /** The package URL of the whole that a product is a part of; empty where there is none. */
  public Optional<String> platformPurl(String product) {
    Product found = products.get(product);
    Product whole = found == null ? null : products.get(found.platform());
    return Optional.ofNullable(whole).map(Product::purl).filter(purl -> !purl.isEmpty());
  }

  /** The CPE of the platform of a product; empty where there is none. */
  public String platformCpe(String product) {
    Product found = products.get(product);
    Product whole = found == null ? null : products.get(found.platform());
    return whole == null ? "" : whole.cpe();
  }
}
