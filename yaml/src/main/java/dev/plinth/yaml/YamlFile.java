package dev.plinth.yaml;

import dev.plinth.yaml.YamlNode.Entry;
import dev.plinth.yaml.YamlNode.Mapping;
import dev.plinth.yaml.YamlNode.Scalar;
import dev.plinth.yaml.YamlNode.Sequence;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one YAML 1.2 document: UTF-8, one document, no duplicate keys, no tags of its own, aliases
 * expanded within bounds.
 */
public final class YamlFile {
  /**
   * What is read at the most.
   *
   * @param bytes of the file
   * @param nodes aliases counted as what they stand for
   */
  public record Bounds(int bytes, int nodes) {}

  private static final int DEEPEST = 32;
  private static final String SCHEMA_TAGS = "tag:yaml.org,2002:";

  private final Bounds bounds;
  private final Source source;
  private final Problems problems;
  private int nodes;

  private YamlFile(Bounds bounds, Source source, Problems problems) {
    this.bounds = bounds;
    this.source = source;
    this.problems = problems;
  }

  /** Thrown inside, when going on makes no sense; the problem has been noted. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super(null, null, false, false);
    }
  }

  /**
   * Reads a document.
   *
   * @param problems takes what is wrong
   * @return the document; empty where nothing sensible can be read
   */
  public static Optional<YamlNode> read(
      byte[] bytes, Bounds bounds, Source source, Problems problems) {
    YamlFile file = new YamlFile(bounds, source, problems);
    try {
      return Optional.of(file.document(bytes));
    } catch (Stop e) {
      return Optional.empty();
    }
  }

  private YamlNode document(byte[] bytes) {
    if (bytes.length > bounds.bytes()) {
      throw stop(source.mark(0, 0), "the file is larger than " + bounds.bytes() + " bytes");
    }
    String text = decode(bytes);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setCodePointLimit(bounds.bytes())
            .setMaxAliasesForCollections(100)
            .setAllowDuplicateKeys(true)
            .build();
    try {
      Iterator<Node> documents = new Compose(settings).composeAllFromString(text).iterator();
      if (!documents.hasNext()) {
        throw stop(source.mark(1, 1), "the file is empty");
      }
      YamlNode first = convert(documents.next(), 0);
      if (documents.hasNext()) {
        throw stop(mark(documents.next()), "a second document begins: a file is one document");
      }
      return first;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      throw stop(
          mark.map(found -> source.mark(found.getLine() + 1, found.getColumn() + 1))
              .orElse(source.mark(0, 0)),
          "this is not YAML: " + said(e.getProblem()));
    } catch (ReaderException e) {
      throw stop(
          position(text, e.getPosition()),
          "the character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw stop(source.mark(0, 0), "this is not YAML: " + said(e.getMessage()));
    } catch (StackOverflowError e) {
      throw stop(source.mark(0, 0), "the file is nested too deeply");
    }
  }

  private static String said(@org.jspecify.annotations.Nullable String message) {
    return message == null ? "it cannot be read" : message.lines().findFirst().orElse("").strip();
  }

  private String decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw stop(source.mark(0, 0), "the file is not UTF-8");
    }
  }

  private Source.Mark position(String text, int index) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(index, text.length()); i++) {
      column++;
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    return source.mark(line, column);
  }

  private Stop stop(Source.Mark at, String what) {
    problems.add(at, what);
    return new Stop();
  }

  private Source.Mark mark(Node node) {
    return node.getStartMark()
        .map(mark -> source.mark(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(source.mark(0, 0));
  }

  private YamlNode convert(Node node, int depth) {
    Source.Mark at = mark(node);
    if (depth > DEEPEST) {
      throw stop(at, "lists and mappings are nested too deeply, or an alias holds itself");
    }
    if (++nodes > bounds.nodes()) {
      throw stop(at, "there are more than " + bounds.nodes() + " values, aliases counted");
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, at);
      case SequenceNode sequence -> {
        checkTag(sequence, Tag.SEQ, at);
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(convert(item, depth + 1));
        }
        yield new Sequence(items, at);
      }
      case MappingNode mapping -> {
        checkTag(mapping, Tag.MAP, at);
        yield mapping(mapping, at, depth);
      }
      default -> throw stop(at, "an alias stands where it is not understood");
    };
  }

  private Scalar scalar(ScalarNode scalar, Source.Mark at) {
    String tag = scalar.getTag().getValue();
    boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
    if (!tag.startsWith(SCHEMA_TAGS) || tag.equals(Tag.BINARY.getValue())) {
      problems.add(at, "the tag '" + tag + "' is not allowed: write the text itself");
    }
    return new Scalar(scalar.getValue(), plain, at);
  }

  private void checkTag(Node node, Tag expected, Source.Mark at) {
    if (!node.getTag().equals(expected)) {
      problems.add(at, "the tag '" + node.getTag().getValue() + "' is not allowed");
    }
  }

  private Mapping mapping(MappingNode mapping, Source.Mark at, int depth) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Source.Mark> seen = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(mark(tuple.getKeyNode()), "a key must be a word, not a list or a mapping");
        continue;
      }
      Scalar name = scalar(key, mark(key));
      Source.Mark first = seen.putIfAbsent(name.text(), name.at());
      YamlNode value = convert(tuple.getValueNode(), depth + 1);
      if (first != null) {
        problems.add(
            name.at(), "the key '" + name.text() + "' was given before, in line " + first.line());
      } else {
        entries.add(new Entry(name, value));
      }
    }
    return new Mapping(entries, at);
  }
}
