package dev.plinth.deb.source;

import dev.plinth.deb.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which sources a binary package is made of: its own ({@code Source}, with the version where that
 * is another than the binary's, as after a rebuild without changes), and those whose code was built
 * in ({@code Built-Using}, {@code Static-Built-Using}; Debian policy 7.8).
 */
public final class BinarySources {
  private static final List<String> BUILT_USING = List.of("Built-Using", "Static-Built-Using");

  private BinarySources() {}

  /**
   * A source that a binary needs.
   *
   * @param field that says so
   */
  public record Need(SourceId source, String field) {}

  /**
   * The sources of a package, its own first.
   *
   * @param control a paragraph of dpkg's status, of a Packages index, or of the package itself
   */
  public static List<Need> of(Paragraph control) {
    List<Need> needs = new ArrayList<>();
    String source = control.text("Source");
    String name = source.isEmpty() ? control.text("Package") : source;
    needs.add(new Need(named(name, control.text("Version")), "Source"));
    for (String field : BUILT_USING) {
      Optional<String> value = control.get(field);
      for (String part : value.orElse("").split(",", -1)) {
        if (!part.isBlank()) {
          needs.add(new Need(named(part.strip(), ""), field));
        }
      }
    }
    return needs.stream().distinct().toList();
  }

  /** {@code name (version)}, {@code name (= version)} or {@code name}. */
  private static SourceId named(String text, String otherwise) {
    int open = text.indexOf('(');
    if (open <= 0 || !text.endsWith(")")) {
      return new SourceId(text.strip(), otherwise);
    }
    String version = text.substring(open + 1, text.length() - 1).strip();
    if (version.startsWith("=")) {
      version = version.substring(1).strip();
    }
    String name = text.substring(0, open).strip();
    int colon = name.indexOf(':');
    return new SourceId(colon < 0 ? name : name.substring(0, colon), version);
  }
}
