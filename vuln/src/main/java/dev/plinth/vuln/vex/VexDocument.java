package dev.plinth.vuln.vex;

import java.util.List;

/**
 * Statements by one author.
 *
 * @param id an IRI that names the document
 * @param author who says it
 * @param timestamp ISO 8601
 * @param statements what is said
 */
public record VexDocument(
    String id, String author, String timestamp, List<VexStatement> statements) {
  public VexDocument {
    statements = List.copyOf(statements);
  }

  /** The author for people: CycloneDX often names none. */
  public String by() {
    return author.isEmpty() ? "an unnamed author" : author;
  }
}
