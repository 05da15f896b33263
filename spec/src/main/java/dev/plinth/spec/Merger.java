package dev.plinth.spec;

import dev.plinth.yaml.YamlNode;
import dev.plinth.yaml.YamlNode.Entry;
import dev.plinth.yaml.YamlNode.Mapping;
import dev.plinth.yaml.YamlNode.Scalar;
import dev.plinth.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Lays one spec over another: that of {@code extends} below, or a spec below its variant.
 *
 * <ul>
 *   <li>single values, and the lists {@code components}, {@code architectures}, {@code entrypoint}
 *       and {@code command}: the upper one counts;
 *   <li>mappings ({@code environment}, {@code labels}, {@code annotations}, {@code variants}): key
 *       by key;
 *   <li>lists: the lower one's entries, then the upper one's; an upper entry with the same name
 *       (packages, accounts, repositories, named tests, the destination of files) replaces the
 *       lower one.
 * </ul>
 */
final class Merger {
  private Merger() {}

  static Mapping merge(Mapping lower, Mapping upper) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : lower.entries()) {
      String key = entry.key().text();
      Optional<YamlNode> over = upper.get(key);
      if (over.isEmpty()) {
        entries.add(entry);
      } else {
        entries.add(new Entry(entry.key(), value(key, entry.value(), over.get())));
      }
    }
    for (Entry entry : upper.entries()) {
      if (lower.get(entry.key().text()).isEmpty()) {
        entries.add(entry);
      }
    }
    return new Mapping(entries, upper.at());
  }

  private static YamlNode value(String key, YamlNode lower, YamlNode upper) {
    return switch (key) {
      case "environment", "labels", "annotations" ->
          lower instanceof Mapping below && upper instanceof Mapping above
              ? table(below, above)
              : upper;
      case "variants" ->
          lower instanceof Mapping below && upper instanceof Mapping above
              ? variants(below, above)
              : upper;
      case "accounts" ->
          lower instanceof Mapping below && upper instanceof Mapping above
              ? merge(below, above)
              : upper;
      case "repositories",
          "packages",
          "users",
          "groups",
          "paths",
          "files",
          "test-files",
          "certificates",
          "ports",
          "volumes",
          "tests",
          "allow-scripts" ->
          lower instanceof Sequence below && upper instanceof Sequence above
              ? list(key, below, above)
              : upper;
      default -> upper;
    };
  }

  private static Mapping table(Mapping lower, Mapping upper) {
    List<Entry> entries = new ArrayList<>(lower.entries());
    entries.removeIf(entry -> upper.get(entry.key().text()).isPresent());
    entries.addAll(upper.entries());
    return new Mapping(entries, upper.at());
  }

  private static Mapping variants(Mapping lower, Mapping upper) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : lower.entries()) {
      YamlNode over = upper.get(entry.key().text()).orElse(null);
      entries.add(
          over instanceof Mapping above && entry.value() instanceof Mapping below
              ? new Entry(entry.key(), merge(below, above))
              : entry);
    }
    for (Entry entry : upper.entries()) {
      if (lower.get(entry.key().text()).isEmpty()) {
        entries.add(entry);
      }
    }
    return new Mapping(entries, upper.at());
  }

  private static Sequence list(String key, Sequence lower, Sequence upper) {
    List<Optional<String>> names = upper.items().stream().map(item -> identity(key, item)).toList();
    List<YamlNode> items = new ArrayList<>();
    for (YamlNode item : lower.items()) {
      Optional<String> name = identity(key, item);
      if (name.isEmpty() || !names.contains(name)) {
        items.add(item);
      }
    }
    items.addAll(upper.items());
    return new Sequence(items, upper.at());
  }

  /** What makes two entries of a list the same thing; empty where each stands for itself. */
  private static Optional<String> identity(String key, YamlNode item) {
    return switch (key) {
      case "packages" -> text(item).map(Merger::names);
      case "ports", "volumes", "certificates" -> text(item);
      case "repositories", "users", "groups", "tests" -> field(item, "name");
      case "files", "test-files" -> field(item, "destination");
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(YamlNode node) {
    return node instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static Optional<String> field(YamlNode node, String key) {
    return node instanceof Mapping mapping
        ? mapping.get(key).flatMap(Merger::text)
        : Optional.empty();
  }

  /** The packages that a wish names, whatever it says of them. */
  private static String names(String wish) {
    TreeSet<String> names = new TreeSet<>();
    for (Spec.NamedVersion alternative : Wishes.alternatives(wish)) {
      names.add(alternative.name());
    }
    return String.join(" ", names);
  }
}
