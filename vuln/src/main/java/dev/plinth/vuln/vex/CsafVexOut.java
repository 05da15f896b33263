package dev.plinth.vuln.vex;

import dev.plinth.vuln.advisory.VulnerabilityIds;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/** Writes CSAF 2.0 with profile 5; the ids of products are their package URLs. */
final class CsafVexOut {
  private final JsonGenerator json;

  CsafVexOut(JsonGenerator json) {
    this.json = json;
  }

  void write(VexDocument document) {
    json.writeStartObject();
    head(document);
    tree(document);
    json.writeArrayPropertyStart("vulnerabilities");
    SortedMap<String, List<VexStatement>> byId = new TreeMap<>();
    for (VexStatement statement : document.statements()) {
      byId.merge(
          statement.vulnerability(),
          List.of(statement),
          (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList());
    }
    byId.forEach(this::vulnerability);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void head(VexDocument document) {
    json.writeObjectPropertyStart("document");
    json.writeStringProperty("category", "csaf_vex");
    json.writeStringProperty("csaf_version", "2.0");
    json.writeObjectPropertyStart("publisher");
    json.writeStringProperty("category", "vendor");
    json.writeStringProperty("name", document.author());
    json.writeStringProperty("namespace", document.id());
    json.writeEndObject();
    json.writeStringProperty("title", "VEX of " + document.author());
    json.writeObjectPropertyStart("tracking");
    json.writeStringProperty("id", document.id());
    json.writeStringProperty("status", "final");
    json.writeStringProperty("version", "1");
    json.writeStringProperty("initial_release_date", document.timestamp());
    json.writeStringProperty("current_release_date", document.timestamp());
    json.writeArrayPropertyStart("revision_history");
    json.writeStartObject();
    json.writeStringProperty("date", document.timestamp());
    json.writeStringProperty("number", "1");
    json.writeStringProperty("summary", "first");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static List<String> parts(VexStatement statement) {
    return statement.subcomponents().isEmpty() ? statement.products() : statement.subcomponents();
  }

  private void tree(VexDocument document) {
    SortedSet<String> products = new TreeSet<>();
    document.statements().forEach(s -> products.addAll(parts(s)));
    json.writeObjectPropertyStart("product_tree");
    json.writeArrayPropertyStart("full_product_names");
    for (String product : products) {
      json.writeStartObject();
      json.writeStringProperty("name", product);
      json.writeStringProperty("product_id", product);
      json.writeObjectPropertyStart("product_identification_helper");
      json.writeStringProperty("purl", product);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void vulnerability(String id, List<VexStatement> statements) {
    json.writeStartObject();
    if (VulnerabilityIds.isCve(id)) {
      json.writeStringProperty("cve", id);
    } else {
      json.writeArrayPropertyStart("ids");
      json.writeStartObject();
      json.writeStringProperty("system_name", "id");
      json.writeStringProperty("text", id);
      json.writeEndObject();
      json.writeEndArray();
    }
    notes(id);
    json.writeObjectPropertyStart("product_status");
    for (VexStatus status : VexStatus.values()) {
      SortedSet<String> products = new TreeSet<>();
      statements.stream().filter(s -> s.status() == status).forEach(s -> products.addAll(parts(s)));
      if (!products.isEmpty()) {
        json.writeArrayPropertyStart(status.csaf());
        products.forEach(json::writeString);
        json.writeEndArray();
      }
    }
    json.writeEndObject();
    reasons(statements);
    json.writeEndObject();
  }

  /** Profile VEX asks for a note of each vulnerability (CSAF 2.0, 4.5 and 6.1.27.5). */
  private void notes(String id) {
    json.writeArrayPropertyStart("notes");
    json.writeStartObject();
    json.writeStringProperty("category", "summary");
    json.writeStringProperty("text", "What holds of " + id + " for each product is said here.");
    json.writeEndObject();
    json.writeEndArray();
  }

  /** Each product that is not affected needs a flag or a threat (CSAF 2.0, 6.1.27.10). */
  private void reasons(List<VexStatement> statements) {
    List<VexStatement> not =
        statements.stream().filter(s -> s.status() == VexStatus.NOT_AFFECTED).toList();
    array("flags", not.stream().filter(s -> !s.justification().isEmpty()).toList(), true);
    array("threats", not.stream().filter(s -> s.justification().isEmpty()).toList(), false);
    List<VexStatement> open =
        statements.stream().filter(s -> s.status() == VexStatus.AFFECTED).toList();
    if (!open.isEmpty()) {
      json.writeArrayPropertyStart("remediations");
      open.forEach(s -> about("category", "none_available", s, true));
      json.writeEndArray();
    }
  }

  private void array(String name, List<VexStatement> statements, boolean flags) {
    if (!statements.isEmpty()) {
      json.writeArrayPropertyStart(name);
      statements.forEach(s ->
          about(flags ? "label" : "category", flags ? s.justification() : "impact", s, !flags));
      json.writeEndArray();
    }
  }

  private void about(String key, String value, VexStatement statement, boolean details) {
    json.writeStartObject();
    json.writeStringProperty(key, value);
    if (details) {
      json.writeStringProperty(
          "details", statement.note().isEmpty() ? "no details were given" : statement.note());
    }
    json.writeArrayPropertyStart("product_ids");
    new TreeSet<>(parts(statement)).forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }
}
