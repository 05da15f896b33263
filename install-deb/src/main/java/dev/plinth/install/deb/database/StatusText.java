package dev.plinth.install.deb.database;

import dev.plinth.deb.DebRelations;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.InstalledPackage.Conffile;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Paragraphs of {@code /var/lib/dpkg/status} in dpkg's own order and form (deb-control(5)). */
public final class StatusText {
  /** The fields that dpkg knows, in the order in which it writes them. */
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
  public static String status(InstalledPackage pkg) {
    StringBuilder text = new StringBuilder(1024);
    for (String field : ORDER) {
      switch (field) {
        case "Status" -> text.append("Status: install ok ").append(pkg.stage().text()).append('\n');
        case "Conffiles" -> conffiles(pkg, text);
        case "Essential", "Protected" -> {
          if (pkg.control().text(field).equals("yes")) {
            field(field, "yes", text);
          }
        }
        case "Multi-Arch" -> {
          if (!pkg.pkg().multiArch().equals("no")) {
            field(field, pkg.pkg().multiArch(), text);
          }
        }
        default -> known(pkg, field, text);
      }
    }
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(ORDER);
    pkg.control()
        .fields()
        .forEach((name, value) -> {
          if (!known.contains(name)) {
            field(name, value, text);
          }
        });
    return text.toString();
  }

  private static void known(InstalledPackage pkg, String field, StringBuilder text) {
    pkg.control()
        .get(field)
        .ifPresent(value -> {
          String shown = RELATIONS.contains(field) ? relations(pkg, field, value) : value;
          if (!shown.isEmpty()) {
            field(field, shown, text);
          }
        });
  }

  /** dpkg reads relations and writes them anew: on one line, one space where one belongs. */
  private static String relations(InstalledPackage pkg, String field, String value) {
    return DebRelations.parse(
            Relation.Kind.DEPENDS, value, pkg.architecture(), field + " of " + pkg.name())
        .stream()
        .map(Relation::toString)
        .collect(Collectors.joining(", "));
  }

  /**
   * A record of {@code status.d}: the control file as it is, with the state that tools look for,
   * and the configuration files as they were shipped: an image on top that has a newer version
   * tells by them which were changed since.
   */
  public static String record(InstalledPackage pkg) {
    StringBuilder text = new StringBuilder(1024);
    pkg.control()
        .fields()
        .forEach((name, value) -> {
          String key = name.toLowerCase(Locale.ROOT);
          if (key.equals("description")) {
            conffiles(pkg, text);
          }
          if (!key.equals("conffiles")) {
            field(name, value, text);
          }
          if (key.equals("package")) {
            text.append("Status: install ok installed\n");
          }
        });
    if (pkg.control().text("Description").isEmpty()) {
      conffiles(pkg, text);
    }
    return text.toString();
  }

  /** The value of the field {@code Conffiles}: a line each, after an empty one. */
  public static String conffiles(InstalledPackage pkg) {
    StringBuilder text = new StringBuilder();
    conffiles(pkg, text);
    return text.isEmpty() ? "" : text.substring("Conffiles:".length(), text.length() - 1);
  }

  private static void conffiles(InstalledPackage pkg, StringBuilder text) {
    if (!pkg.conffiles().isEmpty()) {
      text.append("Conffiles:\n");
      for (Conffile conffile : pkg.conffiles()) {
        text.append(' ').append(conffile.path()).append(' ').append(conffile.md5());
        text.append(conffile.mark().isEmpty() ? "" : " ").append(conffile.mark()).append('\n');
      }
    }
  }

  private static void field(String name, String value, StringBuilder text) {
    List<String> lines = new ArrayList<>(List.of(value.split("\n", -1)));
    text.append(name).append(':');
    String first = lines.removeFirst();
    text.append(first.isEmpty() ? "" : " ").append(first).append('\n');
    lines.forEach(line -> text.append(' ').append(line).append('\n'));
  }
}
