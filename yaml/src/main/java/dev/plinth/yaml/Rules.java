package dev.plinth.yaml;

import dev.plinth.model.Nearest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mapping of a {@link RuleFile}. What is not as it is asked for is noted, and something harmless
 * given in its place: nothing of a file with problems is used.
 */
public final class Rules {
  private final YamlNode.Mapping mapping;
  private final String what;
  private final Problems problems;

  Rules(YamlNode.Mapping mapping, String what, Problems problems) {
    this.mapping = mapping;
    this.what = what;
    this.problems = problems;
  }

  /** The folder of the file. */
  public Path folder() {
    return mapping.at().source().folder();
  }

  public boolean has(String key) {
    return mapping.get(key).isPresent();
  }

  /** Notes something about the whole mapping. */
  public void problem(String problem) {
    problems.add(mapping.at(), problem);
  }

  /** Notes something about {@code key}, or about the mapping where it has none. */
  public void problem(String key, String problem) {
    problems.add(mapping.get(key).map(YamlNode::at).orElse(mapping.at()), problem);
  }

  /** Notes something about one text. */
  public void problem(YamlNode.Scalar text, String problem) {
    problems.add(text.at(), problem);
  }

  /** Notes every key that is none of these. */
  public Rules only(List<String> keys) {
    for (YamlNode.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!keys.contains(key)) {
        String hint = Nearest.hint(key, keys);
        problems.add(
            entry.key().at(),
            "unknown key '%s' in the %s%s"
                .formatted(
                    key,
                    what,
                    hint.isEmpty() ? "; the keys here are " + String.join(", ", keys) : hint));
      }
    }
    return this;
  }

  /**
   * The mappings in the list {@code key}, which may be missing.
   *
   * @param one what a person calls one of them
   */
  public List<Rules> list(String key, String one) {
    List<Rules> rules = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof YamlNode.Mapping each) {
        rules.add(new Rules(each, one, problems));
      } else {
        problems.add(item.at(), "'" + key + "' holds " + item.kind() + ", but must hold mappings");
      }
    }
    return rules;
  }

  /** The texts in the list {@code key}, which may be missing. */
  public List<YamlNode.Scalar> texts(String key) {
    List<YamlNode.Scalar> texts = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof YamlNode.Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
        texts.add(scalar);
      } else {
        problems.add(item.at(), "'" + key + "' holds " + item.kind() + ", but must hold texts");
      }
    }
    return texts;
  }

  private List<YamlNode> items(String key) {
    Optional<YamlNode> node = mapping.get(key);
    if (node.isPresent() && node.get() instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    if (node.isPresent()) {
      problem(key, "'" + key + "' must be a list");
    }
    return List.of();
  }

  /**
   * A text that must be there.
   *
   * @param why it must
   */
  public String text(String key, String why) {
    if (!has(key)) {
      problem(key, "the " + what + " lacks '" + key + "': " + why);
      return "";
    }
    return text(key).orElse("");
  }

  /** A text; empty where it is missing. */
  public Optional<String> text(String key) {
    Optional<YamlNode> node = mapping.get(key);
    if (node.isPresent()
        && node.get() instanceof YamlNode.Scalar scalar
        && !scalar.isNull()
        && !scalar.text().isBlank()) {
      return Optional.of(scalar.text().strip());
    }
    node.ifPresent(
        other -> problem(key, "'" + key + "' is " + other.kind() + ", but must be a text"));
    return Optional.empty();
  }

  /**
   * A day that must be there.
   *
   * @param why it must
   */
  public LocalDate day(String key, String why) {
    String text = text(key, why);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      if (!text.isEmpty()) {
        problem(key, "'" + key + "' is not a day: write 2027-03-31");
      }
      return LocalDate.EPOCH;
    }
  }
}
