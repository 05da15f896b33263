package dev.plinth.vuln.vex;

import dev.plinth.vuln.csaf.CsafDocument;
import dev.plinth.vuln.csaf.CsafReader;
import dev.plinth.vuln.csaf.Vulnerability;
import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** CSAF 2.0, profile 5 (VEX): products are those of the tree that have a package URL. */
final class CsafVex {
  private CsafVex() {}

  static VexDocument read(JsonIn json) {
    CsafDocument document = CsafReader.read(json);
    List<VexStatement> statements = new ArrayList<>();
    for (Vulnerability vulnerability : document.vulnerabilities()) {
      for (VexStatus status : VexStatus.values()) {
        // What one flag says is one statement: justifications differ by product.
        SortedMap<String, List<String>> byFlag = new TreeMap<>();
        for (String product : vulnerability.products(status.csaf())) {
          String purl = document.purl(product);
          if (!purl.isEmpty()) {
            byFlag
                .computeIfAbsent(
                    vulnerability.flags().getOrDefault(product, ""), _ -> new ArrayList<>())
                .add(purl);
          }
        }
        byFlag.forEach((flag, products) ->
            statements.add(
                new VexStatement(
                    vulnerability.id(),
                    List.of(),
                    products,
                    List.of(),
                    status,
                    flag,
                    "",
                    document.timestamp())));
      }
    }
    return new VexDocument(document.id(), document.publisher(), document.timestamp(), statements);
  }
}
