package dev.plinth.spec.shape;

import java.util.List;
import java.util.Optional;

/** What may stand at a place of a spec. */
public sealed interface Shape {
  /** A text of a certain form; numbers and {@code true} count as the text they are written as. */
  record Text(Words words) implements Shape {}

  /** {@code true} or {@code false}, without quotes. */
  record Flag() implements Shape {}

  /** A whole number, without quotes. */
  record Whole(int least, int most) implements Shape {}

  /** One of some words. */
  record Choice(List<String> values) implements Shape {
    public Choice {
      values = List.copyOf(values);
    }
  }

  /**
   * A list.
   *
   * @param alone whether a single item may stand there without a list around it
   * @param least number of items
   */
  record Listing(Shape item, boolean alone, int least) implements Shape {}

  /** A mapping with keys of one's own. */
  record Table(Words key, Shape value) implements Shape {}

  /**
   * A mapping with given keys.
   *
   * @param name for the schema's definitions and for messages
   */
  record Fields(String name, List<Field> fields) implements Shape {
    public Fields {
      fields = List.copyOf(fields);
    }

    /** The field of {@code key}. */
    public Optional<Field> field(String key) {
      for (Field field : fields) {
        if (field.key().equals(key)) {
          return Optional.of(field);
        }
      }
      return Optional.empty();
    }

    public List<String> keys() {
      return fields.stream().map(Field::key).toList();
    }
  }

  /** A mapping of one of several kinds, told apart by the first field of each. */
  record OneOf(String name, List<Fields> kinds) implements Shape {
    public OneOf {
      kinds = List.copyOf(kinds);
    }
  }

  /** A word of some, or a mapping. */
  record WordOr(Choice word, Fields fields) implements Shape {}

  /**
   * Another name for the shape of a whole spec without some keys: breaks the circle of variants.
   */
  record Partial(List<String> without) implements Shape {
    public Partial {
      without = List.copyOf(without);
    }
  }

  /**
   * One key of a mapping.
   *
   * @param about one sentence for editors
   */
  record Field(String key, Shape shape, boolean required, String about) {}
}
