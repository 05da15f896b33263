package dev.plinth.install.deb.debconf;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.Paragraph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A question as a package ships it (debconf-devel(7), "THE TEMPLATES FILE"), in the C locale.
 *
 * @param fields by lower-case name, without translations
 */
record Template(String name, Paragraph fields) {
  /** Reads a {@code templates} control file. */
  static List<Template> parse(byte[] bytes, String where) {
    List<Template> templates = new ArrayList<>();
    for (Paragraph paragraph : Deb822.parse(bytes, StandardCharsets.ISO_8859_1, where)) {
      paragraph.get("Template").ifPresent(name -> templates.add(new Template(name, paragraph)));
    }
    return templates;
  }

  String type() {
    return fields.text("Type");
  }

  Optional<String> defaultValue() {
    return fields.get("Default");
  }

  /** A field as {@code METAGET} names it. */
  Optional<String> field(String field) {
    String name = field.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "choices" -> fields.get("Choices-C").or(() -> fields.get("Choices"));
      case "description" -> fields.get("Description").map(text -> text.split("\n", 2)[0]);
      default -> fields.get(name);
    };
  }
}
