package dev.plinth.install.deb.services;

import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The section {@code [Install]} of a unit (systemd.unit(5)) as links to make. */
final class UnitFile {
  /** A link that enables a unit. */
  record Link(String path, String target) {}

  private final Links links;
  private final String instance;

  /**
   * @param instance {@code system} or {@code user}
   */
  UnitFile(Links links, String instance) {
    this.links = links;
    this.instance = instance;
  }

  /** The unit's path, or its bare name where there is none. */
  String find(String name) throws NotUnderstood {
    for (String folder : List.of("/etc/systemd/", "/lib/systemd/", "/usr/lib/systemd/")) {
      String path = folder + instance + "/" + name;
      if (links.read(path).isPresent()) {
        return path;
      }
    }
    return name;
  }

  /** The links of a unit and of all that it names with {@code Also}. */
  List<Link> closure(String path, List<String> visited) throws NotUnderstood {
    String text =
        links
            .read(path)
            .orElseThrow(() -> new NotUnderstood("deb-systemd-helper: unable to read " + path));
    String unit = path.substring(path.lastIndexOf('/') + 1);
    String wanted = unit;
    List<Link> closure = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String value = line.substring(equals + 1).strip();
      switch (line.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
        case "wantedby" -> {
          for (String target : words(value)) {
            folders.add("/etc/systemd/" + instance + "/" + target + ".wants/");
          }
        }
        case "requiredby" -> {
          for (String target : words(value)) {
            folders.add("/etc/systemd/" + instance + "/" + target + ".requires/");
          }
        }
        case "also" -> {
          for (String other : words(value)) {
            if (!other.equals(unit) && !visited.contains(other)) {
              visited.add(other);
              closure.addAll(closure(find(other), visited));
            }
          }
        }
        case "alias" -> {
          for (String alias : words(value)) {
            if (!alias.equals(unit)) {
              closure.add(new Link("/etc/systemd/" + instance + "/" + alias, path));
            }
          }
        }
        case "defaultinstance" -> {
          int at = unit.indexOf('@');
          wanted = at < 0 ? unit : unit.substring(0, at + 1) + value + unit.substring(at + 1);
        }
        default -> {}
      }
    }
    for (String folder : folders) {
      closure.add(new Link(folder + wanted, path));
    }
    return closure;
  }

  private static List<String> words(String value) {
    List<String> words = new ArrayList<>();
    for (String word : value.split("\\s+", -1)) {
      boolean quoted =
          word.length() > 1
              && (word.charAt(0) == '"' || word.charAt(0) == '\'')
              && word.charAt(word.length() - 1) == word.charAt(0);
      if (!word.isEmpty()) {
        words.add(quoted ? word.substring(1, word.length() - 1) : word);
      }
    }
    return words;
  }
}
