package dev.plinth.vuln.vex;

import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.List;

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
        statements.stream().map(statement -> statement.made(head[2])).toList());
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
    private final List<String> products = new ArrayList<>();
    private final List<String> subcomponents = new ArrayList<>();

    Statement(JsonIn json) {
      this.json = json;
    }

    void member(String name) {
      switch (name) {
        case "vulnerability" -> vulnerability();
        case "products" -> json.array(() -> component(products));
        case "subcomponents" -> json.array(() -> component(subcomponents));
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

    private void component(List<String> into) {
      if (json.atText()) {
        into.add(json.text());
        return;
      }
      String[] ids = {"", ""};
      json.object(part -> {
        switch (part) {
          case "@id" -> ids[0] = json.text();
          case "identifiers" ->
              json.object(identifier -> {
                if (identifier.equals("purl")) {
                  ids[1] = json.text();
                } else {
                  json.skip();
                }
              });
          case "subcomponents" -> json.array(() -> component(subcomponents));
          default -> json.skip();
        }
      });
      String id = ids[1].isEmpty() ? ids[0] : ids[1];
      if (!id.isEmpty()) {
        into.add(id);
      }
    }

    VexStatement made(String documentTime) {
      VexStatus known = VexStatus.UNDER_INVESTIGATION;
      for (VexStatus candidate : VexStatus.values()) {
        known = candidate.openVex().equals(status) ? candidate : known;
      }
      return new VexStatement(
          vulnerability,
          aliases,
          products,
          subcomponents,
          known,
          justification,
          note,
          timestamp.isEmpty() ? documentTime : timestamp);
    }
  }
}
