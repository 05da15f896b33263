package dev.plinth.spec;

import dev.plinth.yaml.YamlNode;
import dev.plinth.yaml.YamlNode.Entry;
import dev.plinth.yaml.YamlNode.Mapping;
import dev.plinth.yaml.YamlNode.Scalar;
import dev.plinth.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads values of a mapping that was checked against its shape. */
record Values(Mapping mapping) {
  Optional<Scalar> scalar(String key) {
    return mapping.get(key).filter(Scalar.class::isInstance).map(Scalar.class::cast);
  }

  Optional<String> text(String key) {
    return scalar(key).map(Scalar::text);
  }

  String text(String key, String missing) {
    return text(key).orElse(missing);
  }

  boolean flag(String key, boolean missing) {
    return text(key).map(text -> text.equalsIgnoreCase("true")).orElse(missing);
  }

  OptionalInt whole(String key) {
    Optional<String> text = text(key);
    return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
  }

  /** Octal, with or without {@code 0o}. */
  OptionalInt mode(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    String digits = text.get().startsWith("0o") ? text.get().substring(2) : text.get();
    return OptionalInt.of(Integer.parseInt(digits, 8));
  }

  Optional<PathRule.Owner> owner(String key) {
    return scalar(key).map(given -> PathRule.Owner.of(given.text(), given.at().location()));
  }

  List<YamlNode> items(String key) {
    return mapping.get(key).orElse(null) instanceof Sequence list ? list.items() : List.of();
  }

  List<Scalar> scalars(String key) {
    List<Scalar> scalars = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof Scalar scalar) {
        scalars.add(scalar);
      }
    }
    return scalars;
  }

  List<String> texts(String key) {
    return scalars(key).stream().map(Scalar::text).toList();
  }

  List<Values> mappings(String key) {
    List<Values> mappings = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof Mapping found) {
        mappings.add(new Values(found));
      }
    }
    return mappings;
  }

  Optional<Values> values(String key) {
    return mapping.get(key).filter(Mapping.class::isInstance).map(v -> new Values((Mapping) v));
  }

  SortedMap<String, String> table(String key) {
    SortedMap<String, String> table = new TreeMap<>();
    if (mapping.get(key).orElse(null) instanceof Mapping found) {
      for (Entry entry : found.entries()) {
        if (entry.value() instanceof Scalar scalar) {
          table.put(entry.key().text(), scalar.text());
        }
      }
    }
    return table;
  }
}
