package dev.plinth.vuln.csaf;

import dev.plinth.vuln.csaf.CsafDocument.Product;
import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one CSAF 2.0 document; its parts may come in any order. */
public final class CsafReader {
  private static final int MAX_PRODUCTS = 500_000;

  private final JsonIn json;
  private String id = "";
  private String category = "";
  private String publisher = "";
  private String timestamp = "";
  private final Map<String, Product> products = new HashMap<>();
  private final List<Vulnerability> vulnerabilities = new ArrayList<>();

  private CsafReader(JsonIn json) {
    this.json = json;
  }

  /** Reads the current value; what is of a wrong type is a problem of {@code json}. */
  public static CsafDocument read(JsonIn json) {
    CsafReader reader = new CsafReader(json);
    json.object(reader::member);
    return CsafDocument.of(
        reader.id,
        reader.category,
        reader.publisher,
        reader.timestamp,
        reader.products,
        reader.vulnerabilities);
  }

  private void member(String name) {
    switch (name) {
      case "document" -> json.object(this::document);
      case "product_tree" -> json.object(this::tree);
      case "vulnerabilities" -> json.array(() -> vulnerabilities.add(vulnerability()));
      default -> json.skip();
    }
  }

  private void document(String name) {
    switch (name) {
      case "category" -> category = json.text();
      case "publisher" ->
          json.object(part -> {
            if (part.equals("name")) {
              publisher = json.text();
            } else {
              json.skip();
            }
          });
      case "tracking" ->
          json.object(part -> {
            switch (part) {
              case "id" -> id = json.text();
              case "current_release_date" -> timestamp = json.text();
              default -> json.skip();
            }
          });
      default -> json.skip();
    }
  }

  private void tree(String name) {
    switch (name) {
      case "branches" -> json.objects(this::branch);
      case "full_product_names" -> json.array(() -> add(product()));
      case "relationships" -> json.array(this::relationship);
      default -> json.skip();
    }
  }

  private void branch(String name) {
    switch (name) {
      case "branches" -> json.objects(this::branch);
      case "product" -> add(product());
      default -> json.skip();
    }
  }

  private Map.Entry<String, Product> product() {
    String[] parts = {"", "", ""};
    json.object(name -> {
      switch (name) {
        case "product_id" -> parts[0] = json.text();
        case "product_identification_helper" ->
            json.object(helper -> {
              switch (helper) {
                case "purl" -> parts[1] = json.text();
                case "cpe" -> parts[2] = json.text();
                default -> json.skip();
              }
            });
        default -> json.skip();
      }
    });
    return Map.entry(parts[0], new Product(parts[0], "", parts[1], parts[2]));
  }

  private void relationship() {
    String[] parts = {"", "", ""};
    String[] purl = {""};
    json.object(name -> {
      switch (name) {
        case "full_product_name" -> {
          var whole = product();
          parts[0] = whole.getKey();
          purl[0] = whole.getValue().purl();
        }
        case "product_reference" -> parts[1] = json.text();
        case "relates_to_product_reference" -> parts[2] = json.text();
        default -> json.skip();
      }
    });
    add(Map.entry(parts[0], new Product(parts[1], parts[2], purl[0], "")));
  }

  private void add(Map.Entry<String, Product> product) {
    if (products.size() >= MAX_PRODUCTS) {
      json.problem("has more than " + MAX_PRODUCTS + " products");
    } else {
      products.put(product.getKey(), product.getValue());
    }
  }

  private Vulnerability vulnerability() {
    VulnerabilityMembers members = new VulnerabilityMembers(json);
    json.object(members::member);
    return members.vulnerability();
  }
}
