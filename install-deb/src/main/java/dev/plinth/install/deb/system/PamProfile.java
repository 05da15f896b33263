package dev.plinth.install.deb.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A profile of {@code /usr/share/pam-configs}: lines for PAM's stacks, by kind of stack. */
final class PamProfile {
  private final String name;
  private final Map<String, String> fields = new HashMap<>();

  private PamProfile(String name) {
    this.name = name;
  }

  static PamProfile parse(String name, String text) {
    PamProfile profile = new PamProfile(name);
    String field = "";
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(':');
      boolean begins =
          colon > 0
              && line.substring(0, colon).chars().noneMatch(Character::isWhitespace)
              && (colon == line.length() - 1 || Character.isWhitespace(line.charAt(colon + 1)));
      if (begins) {
        field = line.substring(0, colon);
        field =
            field.endsWith("-Final")
                ? field.substring(0, field.length() - "-Final".length())
                : field;
        profile.fields.put(field, line.substring(colon + 1).strip());
      } else if (!line.isBlank()) {
        String old = profile.fields.getOrDefault(field, "");
        profile.fields.put(field, old.isEmpty() ? line.strip() : old + "\n" + line.strip());
      }
    }
    if (!profile.field("Session-Interactive-Only").equals("yes")) {
      for (String kind : List.of("-Type", "", "-Initial")) {
        String value = profile.fields.get("Session" + kind);
        if (value != null) {
          profile.fields.put("Session-noninteractive" + kind, value);
        }
      }
    }
    return profile;
  }

  String name() {
    return name;
  }

  private String field(String field) {
    return fields.getOrDefault(field, "");
  }

  int priority() {
    String text = field("Priority");
    return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  boolean isDefault() {
    return field("Default").equals("yes");
  }

  Set<String> conflicts() {
    return Set.of(field("Conflicts").split(", ", -1));
  }

  /**
   * @param stack {@code Auth}, {@code Session-noninteractive}, …
   * @return {@code Primary}, {@code Additional}, or nothing where it has no lines for the stack
   */
  String type(String stack) {
    return field(stack + "-Type");
  }

  /** The lines, other ones where it is the first of its block. */
  String lines(String stack, boolean first) {
    String initial = field(stack + "-Initial");
    return first && !initial.isEmpty() ? initial : field(stack);
  }
}
