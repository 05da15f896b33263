package dev.plinth.licence;

import dev.plinth.licence.Expression.Single;
import dev.plinth.licence.LicenceFinding.Extracted;
import dev.plinth.licence.LicenceFinding.Unknown;
import dev.plinth.licence.Stanza.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The licences of one copyright file: short names to expressions, own names to their texts. */
final class StanzaLicences {
  private final LicenceIds ids;

  /** The texts of paragraphs that hold a licence and no files, by what they declare. */
  private final Map<String, String> texts = new HashMap<>();

  private final SequencedMap<String, Extracted> extracted = new LinkedHashMap<>();
  private final List<Unknown> unknown = new ArrayList<>();

  StanzaLicences(String owner, List<Stanza> stanzas) {
    ids = new LicenceIds(owner);
    // A text in a paragraph of its own goes before one that stands with files.
    for (boolean files : new boolean[] {false, true}) {
      for (Stanza stanza : stanzas) {
        if (stanza.has("Files") == files) {
          stanza
              .field("License")
              .filter(field -> !field.rest().isBlank())
              .ifPresent(field -> texts.putIfAbsent(key(field.first()), field.rest()));
        }
      }
    }
  }

  private static String key(String declared) {
    return String.join(" ", Synopsis.words(declared)).toLowerCase(Locale.ROOT);
  }

  /** What the License field of a paragraph means. */
  Expression of(Stanza stanza) {
    Optional<Field> field = stanza.field("License");
    if (field.isEmpty()) {
      return unknown(stanza.line(), "has files and names no licence", "");
    }
    Optional<Synopsis> synopsis = Synopsis.parse(field.get().first());
    return synopsis
        .map(found -> expression(found, field.get()))
        .orElseGet(() ->
            unknown(
                field.get().line(),
                "does not follow the syntax of licence names",
                field.get().whole()));
  }

  /** How many ids stand for licences that are not in the SPDX list. */
  int own() {
    return extracted.size();
  }

  List<Extracted> extracted() {
    return List.copyOf(extracted.values());
  }

  List<Unknown> unknown() {
    return List.copyOf(unknown);
  }

  private Expression expression(Synopsis synopsis, Field field) {
    return switch (synopsis) {
      case Synopsis.And and ->
          Expression.all(and.parts().stream().map(part -> expression(part, field)).toList());
      case Synopsis.Or or ->
          Expression.any(or.parts().stream().map(part -> expression(part, field)).toList());
      case Synopsis.Name name ->
          LicenceNames.resolve(name.name(), name.exception()).orElseGet(() -> own(name, field));
    };
  }

  /** A name of the file's own: its text is in a paragraph of its own, or with the files. */
  private Expression own(Synopsis.Name name, Field field) {
    @Nullable String text = texts.get(key(name.text()));
    if (text == null && !field.rest().isBlank()) {
      text = field.rest();
    }
    if (text == null && name.name().equalsIgnoreCase("public-domain")) {
      text = field.whole();
    }
    if (text == null) {
      return unknown(
          field.line(), "names the licence " + name.text() + " without its text", field.whole());
    }
    return reference(name.text(), text);
  }

  private Expression unknown(int line, String reason, String text) {
    Single reference = reference("unknown-" + line, text);
    unknown.add(new Unknown(line, reason, text, reference.id()));
    return reference;
  }

  private Single reference(String name, String text) {
    String id = ids.id(name, text);
    extracted.putIfAbsent(id, new Extracted(id, name, text));
    return Single.of(id);
  }
}
