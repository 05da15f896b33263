package dev.plinth.deb.apt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * apt's configuration tree (apt.conf(5)): options named {@code A::B::C}, compared without case. An
 * option whose name ends in {@code ::} is one more item of a list.
 */
public final class AptConf {
  private static final class Node {
    final String tag;
    @Nullable String value;
    final List<Node> children = new ArrayList<>();

    Node(String tag) {
      this.tag = tag;
    }

    @Nullable Node child(String wanted) {
      for (Node child : children) {
        if (!wanted.isEmpty() && child.tag.equalsIgnoreCase(wanted)) {
          return child;
        }
      }
      return null;
    }
  }

  private final Node root = new Node("");

  /** Sets an option, or adds to a list where {@code name} ends in {@code ::}. */
  public void set(String name, String value) {
    Node node = root;
    for (String tag : name.split("::", -1)) {
      Node child = node.child(tag);
      if (child == null) {
        child = new Node(tag);
        node.children.add(child);
      }
      node = child;
    }
    node.value = value;
  }

  /** Forgets an option and everything below it. */
  public void clear(String name) {
    Node node = node(name);
    if (node != null) {
      node.value = null;
      node.children.clear();
    }
  }

  private @Nullable Node node(String name) {
    Node node = root;
    for (String tag : name.split("::", -1)) {
      node = node.child(tag);
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  /** The value of one option; empty where it is not set, or set to nothing. */
  public Optional<String> find(String name) {
    Node node = node(name);
    return node == null || node.value == null || node.value.isEmpty()
        ? Optional.empty()
        : Optional.of(node.value);
  }

  /** The items of a list, in the order they were added. */
  public List<String> list(String name) {
    List<String> items = new ArrayList<>();
    Node node = node(name);
    if (node != null) {
      for (Node child : node.children) {
        if (child.value != null) {
          items.add(child.value);
        }
      }
    }
    return items;
  }

  /** A truth value as apt reads it; {@code otherwise} where it is neither. */
  public boolean truth(String name, boolean otherwise) {
    return switch (find(name).orElse("").toLowerCase(Locale.ROOT)) {
      case "yes", "true", "with", "on", "enable", "1" -> true;
      case "no", "false", "without", "off", "disable", "0" -> false;
      default -> otherwise;
    };
  }

  /**
   * A path below {@code Dir}: a relative value lies below the option one level up ({@code
   * Dir::Etc::main} below {@code Dir::Etc} below {@code Dir}).
   *
   * @param system the folder that stands for {@code /}
   */
  public Path path(String name, Path system) {
    String path = "";
    for (String at = name; ; at = at.substring(0, at.lastIndexOf("::"))) {
      String value = find(at).orElse("");
      path =
          path.isEmpty()
              ? value
              : value.endsWith("/") || value.isEmpty() ? value + path : value + "/" + path;
      if (path.startsWith("/") || !at.contains("::")) {
        break;
      }
    }
    while (path.startsWith("/")) {
      path = path.substring(1);
    }
    return system.resolve(path);
  }

  /** Every option as {@code apt-config dump} shows it: {@code Name "value";}. */
  List<String> dump() {
    List<String> lines = new ArrayList<>();
    dump(root, "", lines);
    return lines;
  }

  private static void dump(Node node, String prefix, List<String> lines) {
    for (Node child : node.children) {
      String name = prefix + child.tag;
      lines.add(name + " \"" + (child.value == null ? "" : child.value) + "\";");
      dump(child, name + "::", lines);
    }
  }
}
