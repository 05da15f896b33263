package dev.plinth.spec.shape;

import dev.plinth.model.Nearest;
import dev.plinth.spec.shape.Shape.Choice;
import dev.plinth.spec.shape.Shape.Field;
import dev.plinth.spec.shape.Shape.Fields;
import dev.plinth.spec.shape.Shape.Flag;
import dev.plinth.spec.shape.Shape.Listing;
import dev.plinth.spec.shape.Shape.OneOf;
import dev.plinth.spec.shape.Shape.Partial;
import dev.plinth.spec.shape.Shape.Table;
import dev.plinth.spec.shape.Shape.Text;
import dev.plinth.spec.shape.Shape.Whole;
import dev.plinth.spec.shape.Shape.WordOr;
import dev.plinth.yaml.Problems;
import dev.plinth.yaml.YamlNode;
import dev.plinth.yaml.YamlNode.Entry;
import dev.plinth.yaml.YamlNode.Mapping;
import dev.plinth.yaml.YamlNode.Scalar;
import dev.plinth.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds a document against its shape, tells all that does not fit, and keeps what does. */
public final class Checker {
  private final Problems problems;

  public Checker(Problems problems) {
    this.problems = problems;
  }

  /** A whole spec; a document that is no mapping is told and left out. */
  public Optional<Mapping> spec(YamlNode document) {
    return fits(document, SpecShape.spec(), "the spec").map(Mapping.class::cast);
  }

  /**
   * @param what the place, for messages
   * @return the node without the parts that do not fit, and with a list where one item stood alone
   */
  private Optional<YamlNode> fits(YamlNode node, Shape shape, String what) {
    return switch (shape) {
      case Text text -> text(node, text.words(), what);
      case Flag _ -> flag(node, what);
      case Whole whole -> whole(node, whole, what);
      case Choice choice -> choice(node, choice, what);
      case Listing listing -> listing(node, listing, what);
      case Table table -> table(node, table, what);
      case Fields fields -> fields(node, fields, what);
      case OneOf oneOf -> oneOf(node, oneOf, what);
      case WordOr wordOr ->
          node instanceof Mapping
              ? fits(node, wordOr.fields(), what)
              : fits(node, wordOr.word(), what);
      case Partial partial -> fields(node, SpecShape.partial(partial), what);
    };
  }

  private Optional<YamlNode> wrong(YamlNode node, String what, String expected) {
    String given = node.kind();
    problems.add(
        node.at(),
        given.equals("nothing")
            ? "%s has no value; write %s".formatted(what, expected)
            : "%s is %s, but must be %s".formatted(what, given, expected));
    return Optional.empty();
  }

  private Optional<YamlNode> text(YamlNode node, Words words, String what) {
    if (!(node instanceof Scalar scalar) || scalar.isNull() || !words.match(scalar.text())) {
      return wrong(node, what, words.what());
    }
    return Optional.of(scalar);
  }

  private Optional<YamlNode> flag(YamlNode node, String what) {
    if (node instanceof Scalar scalar
        && scalar.plain()
        && List.of("true", "True", "TRUE", "false", "False", "FALSE").contains(scalar.text())) {
      return Optional.of(scalar);
    }
    return wrong(node, what, "true or false" + unquoted(node));
  }

  private static String unquoted(YamlNode node) {
    return node instanceof Scalar scalar && !scalar.plain() ? ", without quotes" : "";
  }

  private Optional<YamlNode> whole(YamlNode node, Whole whole, String what) {
    if (node instanceof Scalar scalar && scalar.plain() && isDecimal(scalar.text())) {
      long value = Long.parseLong(scalar.text());
      if (value >= whole.least() && value <= whole.most()) {
        return Optional.of(scalar);
      }
    }
    return wrong(
        node,
        what,
        "a whole number from %d to %d%s".formatted(whole.least(), whole.most(), unquoted(node)));
  }

  private static boolean isDecimal(String text) {
    return !text.isEmpty()
        && text.length() <= 12
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private Optional<YamlNode> choice(YamlNode node, Choice choice, String what) {
    if (node instanceof Scalar scalar && choice.values().contains(scalar.text())) {
      return Optional.of(scalar);
    }
    if (what.equals("'flavour'") && node instanceof Scalar scalar && scalar.text().equals("full")) {
      problems.add(
          node.at(), "'flavour' is 'full', which comes later; use 'micro' or 'minimal' for now");
      return Optional.empty();
    }
    String near =
        node instanceof Scalar scalar ? OtherNames.value(scalar.text(), choice.values()) : "";
    return wrong(node, what, String.join(" or ", choice.values()) + near);
  }

  private Optional<YamlNode> listing(YamlNode node, Listing listing, String what) {
    if (listing.alone() && node instanceof Scalar) {
      return fits(node, listing.item(), what).map(item -> new Sequence(List.of(item), node.at()));
    }
    if (!(node instanceof Sequence sequence)) {
      return wrong(node, what, "a list");
    }
    if (sequence.items().size() < listing.least()) {
      problems.add(node.at(), what + " is an empty list, but must hold something");
      return Optional.empty();
    }
    List<YamlNode> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      fits(sequence.items().get(i), listing.item(), "entry " + (i + 1) + " of " + what)
          .ifPresent(items::add);
    }
    return Optional.of(new Sequence(items, node.at()));
  }

  private Optional<YamlNode> table(YamlNode node, Table table, String what) {
    if (!(node instanceof Mapping mapping)) {
      return wrong(node, what, "a mapping");
    }
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!table.key().match(key)) {
        problems.add(
            entry.key().at(),
            "the key '%s' in %s must be %s".formatted(key, what, table.key().what()));
      } else {
        fits(entry.value(), table.value(), "'" + key + "' in " + what)
            .ifPresent(value -> entries.add(new Entry(entry.key(), value)));
      }
    }
    return Optional.of(new Mapping(entries, node.at()));
  }

  private Optional<YamlNode> oneOf(YamlNode node, OneOf oneOf, String what) {
    if (!(node instanceof Mapping mapping)) {
      return wrong(node, what, "a mapping");
    }
    List<String> starts = new ArrayList<>();
    for (Fields kind : oneOf.kinds()) {
      String start = kind.fields().getFirst().key();
      starts.add(start);
      if (mapping.get(start).isPresent()) {
        return fields(node, kind, what);
      }
    }
    String near =
        mapping.entries().stream()
            .map(entry -> Nearest.hint(entry.key().text(), starts))
            .filter(hint -> !hint.isEmpty())
            .findFirst()
            .orElse("");
    problems.add(
        node.at(), what + " must have one of the keys " + String.join(", ", starts) + near);
    return Optional.empty();
  }

  private Optional<YamlNode> fields(YamlNode node, Fields fields, String what) {
    if (!(node instanceof Mapping mapping)) {
      return wrong(node, what, "a mapping");
    }
    List<Entry> entries = new ArrayList<>();
    boolean whole = true;
    for (Entry entry : mapping.entries()) {
      String key = entry.key().text();
      Optional<Field> field = fields.field(key);
      if (field.isEmpty()) {
        unknown(entry.key(), fields, what);
        continue;
      }
      Optional<YamlNode> value = fits(entry.value(), field.get().shape(), "'" + key + "'");
      value.ifPresent(fitting -> entries.add(new Entry(entry.key(), fitting)));
      whole &= value.isPresent() || !field.get().required();
    }
    for (Field field : fields.fields()) {
      if (field.required() && mapping.get(field.key()).isEmpty()) {
        problems.add(node.at(), what + " lacks the key '" + field.key() + "'");
        whole = false;
      }
    }
    return whole ? Optional.of(new Mapping(entries, node.at())) : Optional.empty();
  }

  private void unknown(Scalar key, Fields fields, String what) {
    List<String> known = fields.keys();
    String hint = OtherNames.key(key.text(), known);
    if (hint.isEmpty()) {
      hint = known.size() > 12 ? "" : "; the keys here are " + String.join(", ", known);
    }
    problems.add(key.at(), "unknown key '" + key.text() + "' in " + what + hint);
  }
}
