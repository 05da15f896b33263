package dev.plinth.vuln.vex;

import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** OpenVEX (github.com/openvex/spec, 0.2.0); before that, products and names were plain texts. */
final class OpenVex {
  static final String CONTEXT = "https://openvex.dev/ns/v0.2.0";

  private OpenVex() {}

  static VexDocument read(JsonIn json) {
    String[] head = {"", "", ""};
    List<Statement> statements = new ArrayList<>();
    json.object(name -> {
      switch (name) {
        case "@id" -> head[0] = json.text();
        case "author" -> head[1] = json.text();
        case "timestamp" -> head[2] = json.text();
        case "statements" ->
            json.array(() -> {
              Statement statement = new Statement(json);
              json.object(statement::member);
              statements.add(statement);
            });
        default -> json.skip();
      }
    });
    return new VexDocument(
        head[0],
        head[1],
        head[2],
        statements.stream().flatMap(statement -> statement.made(head[2])).toList());
  }

  /** The members of one statement, as they come. */
  private static final class Statement {
    private final JsonIn json;
    private String vulnerability = "";
    private String status = "";
    private String justification = "";
    private String note = "";
    private String timestamp = "";
    private final List<String> aliases = new ArrayList<>();

    /** Products without parts of their own, and what older documents name beside them. */
    private final List<String> products = new ArrayList<>();

    private final List<String> subcomponents = new ArrayList<>();

    /** Products with parts of their own: what is said of one's parts is not said of another's. */
    private final List<Whole> wholes = new ArrayList<>();

    private record Whole(List<String> product, List<String> parts) {}

    Statement(JsonIn json) {
      this.json = json;
    }

    void member(String name) {
      switch (name) {
        case "vulnerability" -> vulnerability();
        case "products" -> json.array(this::product);
        case "subcomponents" -> json.array(() -> component(subcomponents, subcomponents));
        case "status" -> status = json.text();
        case "justification" -> justification = json.text();
        case "impact_statement", "action_statement", "status_notes" -> {
          String text = json.text();
          note = note.isEmpty() ? text : note;
        }
        case "timestamp" -> timestamp = json.text();
        default -> json.skip();
      }
    }

    private void vulnerability() {
      if (json.atText()) {
        vulnerability = json.text();
        return;
      }
      json.object(part -> {
        switch (part) {
          case "name" -> vulnerability = json.text();
          case "@id" -> {
            String id = json.text();
            vulnerability =
                vulnerability.isEmpty() ? id.substring(id.lastIndexOf('/') + 1) : vulnerability;
          }
          case "aliases" -> aliases.addAll(json.texts());
          default -> json.skip();
        }
      });
    }

    private void product() {
      List<String> parts = new ArrayList<>();
      List<String> product = new ArrayList<>();
      component(product, parts);
      if (parts.isEmpty()) {
        products.addAll(product);
      } else {
        wholes.add(new Whole(product, parts));
      }
    }

    private void component(List<String> into, List<String> parts) {
      if (json.atText()) {
        into.add(json.text());
        return;
      }
      String[] ids = {"", "", "", ""};
      json.object(part -> {
        switch (part) {
          case "@id" -> ids[0] = json.text();
          case "identifiers" ->
              json.object(identifier -> {
                if (json.atText()) {
                  String text = json.text();
                  ids[identifier.equals("purl") ? 1 : 2] = text;
                } else {
                  json.skip();
                }
              });
          case "hashes" -> json.object(algorithm -> ids[3] = algorithm + ":" + json.text());
          case "subcomponents" -> json.array(() -> component(parts, parts));
          default -> json.skip();
        }
      });
      // What is named by other than a package URL holds for nothing here, yet it is a product.
      Stream.of(ids[1], ids[0], ids[2], ids[3])
          .filter(id -> !id.isEmpty())
          .findFirst()
          .ifPresent(into::add);
    }

    Stream<VexStatement> made(String documentTime) {
      Stream<VexStatement> plain =
          products.isEmpty() && !wholes.isEmpty()
              ? Stream.of()
              : Stream.of(made(documentTime, products, subcomponents));
      return Stream.concat(
          plain, wholes.stream().map(whole -> made(documentTime, whole.product(), whole.parts())));
    }

    private VexStatement made(String documentTime, List<String> whole, List<String> parts) {
      VexStatus known = VexStatus.UNDER_INVESTIGATION;
      for (VexStatus candidate : VexStatus.values()) {
        known = candidate.openVex().equals(status) ? candidate : known;
      }
      return new VexStatement(
          vulnerability,
          aliases,
          whole,
          parts,
          known,
          justification,
          note,
          timestamp.isEmpty() ? documentTime : timestamp);
    }
  }
}
