package dev.plinth.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node of a YAML file. Texts are as written: {@code 1.10} and {@code yes} are these texts. */
public sealed interface YamlNode {
  /** Where it begins. */
  Source.Mark at();

  /** What a person calls this kind of node. */
  String kind();

  /**
   * @param text without quotes
   * @param plain whether it was written without quotes
   */
  record Scalar(String text, boolean plain, Source.Mark at) implements YamlNode {
    /** Whether nothing, or {@code null}, was written. */
    public boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : "'" + shortened() + "'";
    }

    private String shortened() {
      String line = text.strip().replace('\n', ' ');
      return line.length() > 60 ? line.substring(0, 57) + "..." : line;
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, Source.Mark at) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping; every key is there once. */
  record Mapping(List<Entry> entries, Source.Mark at) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The value of {@code key}. */
    public Optional<YamlNode> get(String key) {
      return entry(key).map(Entry::value);
    }

    /** The entry of {@code key}. */
    public Optional<Entry> entry(String key) {
      for (Entry entry : entries) {
        if (entry.key().text().equals(key)) {
          return Optional.of(entry);
        }
      }
      return Optional.empty();
    }

    /** The same without {@code key}. */
    public Mapping without(String key) {
      List<Entry> rest = new ArrayList<>(entries);
      rest.removeIf(entry -> entry.key().text().equals(key));
      return new Mapping(rest, at);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, YamlNode value) {}
}
