package dev.plinth.vuln.csaf;

import java.util.ArrayList;
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
 * @param namesSources whether it says of rpms without a version that they are source packages
 */
public record CsafDocument(
    String id,
    String category,
    String publisher,
    String timestamp,
    Map<String, Product> products,
    List<Vulnerability> vulnerabilities,
    boolean namesSources) {
  /** Of parts that were read. */
  public static CsafDocument of(
      String id,
      String category,
      String publisher,
      String timestamp,
      Map<String, Product> products,
      List<Vulnerability> vulnerabilities) {
    boolean sources =
        products.values().stream().map(Product::purl).anyMatch(CsafDocument::isUnfixedSource);
    return new CsafDocument(id, category, publisher, timestamp, products, vulnerabilities, sources);
  }

  private static boolean isUnfixedSource(String purl) {
    int question = purl.indexOf('?');
    return purl.startsWith("pkg:rpm/")
        && question > 0
        && purl.indexOf('@') < 0
        && List.of(purl.substring(question + 1).split("&")).contains("arch=src");
  }

  /** More than one module between a package and a release was never seen. */
  private static final int MAX_WHOLES = 8;

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

  /**
   * The CPE of the platform of a product; empty where there is none. A whole may be a part itself:
   * an rpm is part of a module, which is part of a release.
   */
  public String platformCpe(String product) {
    List<Product> wholes = wholes(product);
    return wholes.isEmpty() ? "" : wholes.getLast().cpe();
  }

  /** The package URLs of what stands between a product and its platform; empty ones left out. */
  public List<String> between(String product) {
    List<Product> wholes = wholes(product);
    return wholes.stream()
        .limit(Math.max(0, wholes.size() - 1))
        .map(whole -> products.getOrDefault(whole.component(), whole).purl())
        .filter(purl -> !purl.isEmpty())
        .toList();
  }

  /** What a product is a part of, what that is a part of, and so on. */
  private List<Product> wholes(String product) {
    List<Product> wholes = new ArrayList<>();
    Product at = products.get(product);
    while (at != null && !at.platform().isEmpty() && wholes.size() < MAX_WHOLES) {
      at = products.get(at.platform());
      if (at != null) {
        wholes.add(at);
      }
    }
    return wholes;
  }
}
