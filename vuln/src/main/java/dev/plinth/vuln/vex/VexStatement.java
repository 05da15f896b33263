package dev.plinth.vuln.vex;

import java.util.List;

/**
 * One statement.
 *
 * @param vulnerability its id
 * @param aliases other names of it
 * @param products package URLs it is about: packages, or images with {@code subcomponents}
 * @param subcomponents package URLs of the packages in these products; empty where the products are
 *     the packages themselves
 * @param status what is said
 * @param justification why it is not affected, in OpenVEX's words ({@code
 *     vulnerable_code_not_in_execute_path}); empty where none is given
 * @param note free text; may be empty
 * @param timestamp ISO 8601; the document's where it has none of its own
 */
public record VexStatement(
    String vulnerability,
    List<String> aliases,
    List<String> products,
    List<String> subcomponents,
    VexStatus status,
    String justification,
    String note,
    String timestamp) {
  public VexStatement {
    aliases = List.copyOf(aliases);
    products = List.copyOf(products);
    subcomponents = List.copyOf(subcomponents);
  }
}
