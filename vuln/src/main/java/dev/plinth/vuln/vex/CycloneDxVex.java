package dev.plinth.vuln.vex;

import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * CycloneDX 1.4 and later: {@code vulnerabilities} with an {@code analysis}; a product is a package
 * URL, or a reference to a component of the same document that has one.
 */
final class CycloneDxVex {
  private static final int MAX_COMPONENTS = 1_000_000;

  private final JsonIn json;
  private String serial = "";
  private String timestamp = "";
  private String author = "";
  private final Map<String, String> purls = new HashMap<>();
  private final List<Analysed> analysed = new ArrayList<>();

  private CycloneDxVex(JsonIn json) {
    this.json = json;
  }

  static VexDocument read(JsonIn json) {
    CycloneDxVex reader = new CycloneDxVex(json);
    json.object(reader::member);
    List<VexStatement> statements = new ArrayList<>();
    for (Analysed one : reader.analysed) {
      List<String> products =
          one.affected.stream().flatMap(a -> reader.products(a, one.status().hides())).toList();
      // Where all that was named is left out nothing is said; where nothing was, the reader
      // refuses.
      boolean said = one.affected.isEmpty() || !products.isEmpty();
      if (!one.state.isEmpty() && said) {
        statements.add(one.statement(products, reader.timestamp));
      }
    }
    return new VexDocument(reader.serial, reader.author, reader.timestamp, statements);
  }

  /**
   * What one element of {@code affects} names. Versions that are listed with it are affected unless
   * they say otherwise (their {@code status}), so only the others can be hidden.
   */
  private Stream<String> products(Affected affected, boolean hides) {
    String product = purls.getOrDefault(affected.ref, affected.ref);
    if (!hides || !affected.versions) {
      return Stream.of(product);
    }
    return PackageUrl.parse(product).stream()
        .flatMap(purl ->
            affected.unaffected.stream()
                .filter(version -> purl.version().isEmpty() || purl.version().equals(version))
                .map(version -> purl.at(version).toString()));
  }

  private void member(String name) {
    switch (name) {
      case "serialNumber" -> serial = json.text();
      case "metadata" ->
          json.object(part -> {
            switch (part) {
              case "timestamp" -> timestamp = json.text();
              case "component" -> component();
              case "authors" -> json.objects(this::author);
              default -> json.skip();
            }
          });
      case "components" -> json.array(this::component);
      case "vulnerabilities" ->
          json.array(() -> {
            Analysed one = new Analysed(json);
            json.object(one::member);
            analysed.add(one);
          });
      default -> json.skip();
    }
  }

  private void author(String part) {
    if (part.equals("name")) {
      author = json.text();
    } else {
      json.skip();
    }
  }

  private void component() {
    String[] ids = {"", ""};
    json.object(part -> {
      switch (part) {
        case "bom-ref" -> ids[0] = json.text();
        case "purl" -> ids[1] = json.text();
        case "components" -> json.array(this::component);
        default -> json.skip();
      }
    });
    if (!ids[0].isEmpty() && !ids[1].isEmpty() && purls.size() < MAX_COMPONENTS) {
      purls.put(ids[0], ids[1]);
    }
  }

  /** The members of one vulnerability, as they come. */
  private static final class Analysed {
    private final JsonIn json;
    private String id = "";
    private String state = "";
    private String justification = "";
    private String detail = "";
    private String updated = "";
    private final List<Affected> affected = new ArrayList<>();

    Analysed(JsonIn json) {
      this.json = json;
    }

    void member(String name) {
      switch (name) {
        case "id" -> id = json.text();
        case "updated" -> updated = json.text();
        case "analysis" -> json.object(this::analysis);
        case "affects" ->
            json.array(() -> {
              Affected one = new Affected(json);
              json.object(one::member);
              if (!one.ref.isEmpty()) {
                affected.add(one);
              }
            });
        default -> json.skip();
      }
    }

    private void analysis(String part) {
      switch (part) {
        case "state" -> state = json.text();
        case "justification" -> justification = json.text();
        case "detail" -> detail = json.text();
        case "lastUpdated" -> updated = json.text();
        default -> json.skip();
      }
    }

    VexStatus status() {
      return switch (state) {
        case "not_affected", "false_positive" -> VexStatus.NOT_AFFECTED;
        case "resolved", "resolved_with_pedigree" -> VexStatus.FIXED;
        case "exploitable" -> VexStatus.AFFECTED;
        default -> VexStatus.UNDER_INVESTIGATION;
      };
    }

    VexStatement statement(List<String> products, String documentTime) {
      return new VexStatement(
          id,
          List.of(),
          products,
          List.of(),
          status(),
          Justifications.fromCycloneDx(justification),
          detail,
          updated.isEmpty() ? documentTime : updated);
    }
  }

  /** One element of {@code affects}: a component, and what of its versions is listed. */
  private static final class Affected {
    private final JsonIn json;
    private String ref = "";
    private boolean versions;
    private final List<String> unaffected = new ArrayList<>();

    Affected(JsonIn json) {
      this.json = json;
    }

    void member(String name) {
      switch (name) {
        case "ref" -> ref = json.text();
        case "versions" -> json.array(this::version);
        default -> json.skip();
      }
    }

    private void version() {
      versions = true;
      String[] parts = {"", ""};
      json.object(part -> {
        switch (part) {
          case "version" -> parts[0] = json.text();
          case "status" -> parts[1] = json.text();
          default -> json.skip();
        }
      });
      if (!parts[0].isEmpty() && parts[1].equals("unaffected")) {
        unaffected.add(parts[0]);
      }
    }
  }
}
