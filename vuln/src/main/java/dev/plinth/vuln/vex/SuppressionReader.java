package dev.plinth.vuln.vex;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Location;
import dev.plinth.model.PlinthException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads suppressions: YAML (or JSON, which is YAML), a list under {@code suppressions} of {@code
 * id}, {@code package}, {@code owner}, {@code reason}, {@code expires}; only {@code package} may be
 * left out. What is wrong is a {@code BAD_INPUT} error with its place.
 */
public final class SuppressionReader {
  private static final int LONGEST = 4 << 20;
  private static final Set<String> KEYS = Set.of("id", "package", "owner", "reason", "expires");

  private final String file;

  private SuppressionReader(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file its name, for errors
   */
  public static List<Suppression> read(String yaml, String file) {
    SuppressionReader reader = new SuppressionReader(file);
    if (yaml.length() > LONGEST) {
      throw reader.bad(Location.of(file), "is larger than " + LONGEST + " characters");
    }
    Map<String, Node> top = reader.members(reader.compose(yaml), Set.of("suppressions"));
    Node list = top.get("suppressions");
    List<Suppression> suppressions = new ArrayList<>();
    if (list instanceof SequenceNode sequence) {
      sequence.getValue().forEach(node -> suppressions.add(reader.suppression(node)));
    } else if (list != null) {
      throw reader.bad(reader.place(list), "is not a list");
    }
    return List.copyOf(suppressions);
  }

  private Node compose(String yaml) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
    try {
      return new Compose(settings)
          .composeString(yaml)
          .orElseThrow(() -> bad(Location.of(file), "is empty"));
    } catch (MarkedYamlEngineException e) {
      Location place =
          e.getProblemMark()
              .map(mark -> new Location(file, mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(Location.of(file));
      throw bad(place, "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw bad(Location.of(file), "is not YAML: " + e.getMessage());
    }
  }

  private Suppression suppression(Node node) {
    Map<String, Node> members = members(node, KEYS);
    Node expires = need(members, "expires", node);
    Node pkg = members.get("package");
    try {
      return new Suppression(
          text(need(members, "id", node)),
          pkg == null ? "" : text(pkg),
          text(need(members, "owner", node)),
          text(need(members, "reason", node)),
          LocalDate.parse(text(expires)));
    } catch (DateTimeParseException _) {
      throw bad(place(expires), "is not a day: write 2027-03-31");
    }
  }

  private Node need(Map<String, Node> members, String key, Node parent) {
    Node node = members.get(key);
    if (node == null) {
      throw bad(place(parent), "lacks '" + key + "': somebody must answer for it, for a time");
    }
    return node;
  }

  private Map<String, Node> members(Node node, Set<String> known) {
    if (!(node instanceof MappingNode map)) {
      throw bad(place(node), "is not a map");
    }
    Map<String, Node> members = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      String key = text(tuple.getKeyNode());
      if (!known.contains(key)) {
        throw bad(place(tuple.getKeyNode()), "'" + key + "' is not known here");
      }
      if (members.put(key, tuple.getValueNode()) != null) {
        throw bad(place(tuple.getKeyNode()), "'" + key + "' comes twice");
      }
    }
    return members;
  }

  private String text(Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue().strip();
    }
    throw bad(place(node), "is not a text");
  }

  private Location place(Node node) {
    return node.getStartMark()
        .map(mark -> new Location(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Location.of(file));
  }

  private PlinthException bad(Location place, String problem) {
    return new PlinthException(
        ErrorCode.BAD_INPUT, place + ": " + problem, "correct the file of suppressions");
  }
}
