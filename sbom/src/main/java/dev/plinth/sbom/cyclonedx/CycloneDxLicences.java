package dev.plinth.sbom.cyclonedx;

import dev.plinth.licence.Expression;
import dev.plinth.licence.LicenceFinding;
import dev.plinth.licence.LicenceFinding.Extracted;
import dev.plinth.sbom.JsonOut;

/**
 * Licences of CycloneDX components: always an expression, since the list of ids in the schema is
 * older than SPDX's; the texts that an expression refers to stand as evidence.
 */
final class CycloneDxLicences {
  private final JsonOut json;

  CycloneDxLicences(JsonOut json) {
    this.json = json;
  }

  void declared(LicenceFinding finding) {
    finding.expression().ifPresent(expression -> expression(expression, "declared"));
  }

  void concluded(Expression expression) {
    expression(expression, "concluded");
  }

  private void expression(Expression expression, String acknowledgement) {
    json.array(
        "licenses",
        () ->
            json.object(() -> {
              json.text("expression", expression.toString());
              json.text("acknowledgement", acknowledgement);
            }));
  }

  void texts(LicenceFinding finding) {
    if (!finding.extracted().isEmpty()) {
      json.object(
          "evidence",
          () ->
              json.array(
                  "licenses",
                  () -> finding.extracted().forEach(licence -> json.object(() -> text(licence)))));
    }
  }

  private void text(Extracted licence) {
    json.object(
        "license",
        () -> {
          json.text("name", licence.id());
          json.object(
              "text",
              () -> {
                json.text("contentType", "text/plain");
                json.text("content", licence.text().isEmpty() ? " " : licence.text());
              });
        });
  }
}
