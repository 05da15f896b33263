package dev.plinth.licence;

import dev.plinth.licence.LicencePolicy.Waiver;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Location;
import dev.plinth.model.PlinthException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Reads a policy of licences: a YAML map of {@code allow}, {@code deny} (lists of patterns) and
 * {@code exceptions} (maps of {@code package}, {@code licence}, {@code reason}, {@code until}).
 * What is wrong is a {@code BAD_INPUT} error with its place.
 */
public final class PolicyReader {
  private static final int LONGEST = 1 << 20;
  private static final Set<String> KEYS = Set.of("allow", "deny", "exceptions");
  private static final Set<String> EXCEPTION_KEYS = Set.of("package", "licence", "reason", "until");

  private final String file;

  private PolicyReader(String file) {
    this.file = file;
  }

  /**
   * Reads a policy.
   *
   * @param file its name, for errors
   */
  public static LicencePolicy read(String yaml, String file) {
    PolicyReader reader = new PolicyReader(file);
    if (yaml.length() > LONGEST) {
      throw reader.bad(Location.of(file), "is larger than " + LONGEST + " characters");
    }
    return reader.policy(reader.compose(yaml));
  }

  private Node compose(String yaml) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
    try {
      Optional<Node> node = new Compose(settings).composeString(yaml);
      return node.orElseThrow(() -> bad(Location.of(file), "is empty"));
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

  private LicencePolicy policy(Node top) {
    Map<String, Node> members = members(top, KEYS);
    List<Waiver> waivers = new ArrayList<>();
    Node exceptions = members.get("exceptions");
    if (exceptions != null) {
      elements(exceptions).forEach(node -> waivers.add(waiver(node)));
    }
    return new LicencePolicy(patterns(members, "allow"), patterns(members, "deny"), waivers);
  }

  private List<String> patterns(Map<String, Node> members, String key) {
    Node list = members.get(key);
    return list == null ? List.of() : elements(list).stream().map(this::text).toList();
  }

  private Waiver waiver(Node node) {
    Map<String, Node> members = members(node, EXCEPTION_KEYS);
    Node until = need(members, "until", node);
    try {
      return new Waiver(
          text(need(members, "package", node)),
          text(need(members, "licence", node)),
          text(need(members, "reason", node)),
          LocalDate.parse(text(until)));
    } catch (DateTimeParseException _) {
      throw bad(place(until), "is not a day: write 2027-03-31");
    }
  }

  private Node need(Map<String, Node> members, String key, Node parent) {
    Node node = members.get(key);
    if (node == null) {
      throw bad(place(parent), "lacks '" + key + "': every exception has one");
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

  private List<Node> elements(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw bad(place(node), "is not a list");
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
        ErrorCode.BAD_INPUT, place + ": " + problem, "correct the policy of licences");
  }
}
