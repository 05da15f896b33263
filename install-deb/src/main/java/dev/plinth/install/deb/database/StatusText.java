package dev.plinth.install.deb.database;

import dev.plinth.deb.Paragraph;
import dev.plinth.install.deb.state.InstalledPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Paragraphs of {@code /var/lib/dpkg/status} in dpkg's own order and form. */
final class StatusText {
  /** The fields that dpkg knows, in the order in which it writes them (lib/dpkg's field table). */
  private static final List<String> ORDER =
      List.of(
          "Package",
          "Essential",
          "Protected",
          "Status",
          "Priority",
          "Section",
          "Installed-Size",
          "Origin",
          "Maintainer",
          "Bugs",
          "Architecture",
          "Multi-Arch",
          "Source",
          "Version",
          "Config-Version",
          "Replaces",
          "Provides",
          "Depends",
          "Pre-Depends",
          "Recommends",
          "Suggests",
          "Breaks",
          "Conflicts",
          "Enhances",
          "Conffiles",
          "Description");

  private static final Set<String> RELATIONS =
      Set.of(
          "Replaces",
          "Provides",
          "Depends",
          "Pre-Depends",
          "Recommends",
          "Suggests",
          "Breaks",
          "Conflicts",
          "Enhances");

  private StatusText() {}

  /** A paragraph of the status file, without the empty line after it. */
  static String status(InstalledPackage pkg) {
    StringBuilder text = new StringBuilder(1024);
    for (String field : ORDER) {
      switch (field) {
        case "Status" -> text.append("Status: install ok ").append(pkg.stage().text()).append('\n');
        case "Conffiles" -> conffiles(pkg, text);
        default -> pkg.control().get(field).ifPresent(value -> field(field, value, text));
      }
    }
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(ORDER);
    for (var entry : pkg.control().fields().entrySet()) {
      if (!known.contains(entry.getKey())) {
        field(entry.getKey(), entry.getValue(), text);
      }
    }
    return text.toString();
  }

  /**
   * A record of {@code status.d}: the control file as it is, with the state that tools look for.
   */
  static String record(Paragraph control) {
    StringBuilder text = new StringBuilder(1024);
    control
        .fields()
        .forEach((name, value) -> {
          field(name, value, text);
          if (name.toLowerCase(Locale.ROOT).equals("package")) {
            text.append("Status: install ok installed\n");
          }
        });
    return text.toString();
  }

  private static void conffiles(InstalledPackage pkg, StringBuilder text) {
    if (!pkg.conffiles().isEmpty()) {
      text.append("Conffiles:\n");
      for (String path : pkg.conffiles()) {
        text.append(' ').append(path).append(' ').append(pkg.conffileHash(path)).append('\n');
      }
    }
  }

  private static void field(String name, String value, StringBuilder text) {
    String shown = RELATIONS.contains(name) ? relation(value) : value;
    List<String> lines = new ArrayList<>(List.of(shown.split("\n", -1)));
    text.append(name).append(':');
    String first = lines.removeFirst();
    text.append(first.isEmpty() ? "" : " ").append(first).append('\n');
    lines.forEach(line -> text.append(' ').append(line).append('\n'));
  }

  /** dpkg reads relations and writes them anew: on one line, with one space where one belongs. */
  private static String relation(String value) {
    return value
        .replaceAll("\\s+", " ")
        .replaceAll(" ?, ?", ", ")
        .replaceAll(" ?\\| ?", " | ")
        .replaceAll(" ?\\( ?([<>=]+) ?", " ($1 ")
        .replaceAll("[, ]+$", "");
  }
}
