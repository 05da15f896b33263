package dev.plinth.oci;

import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a container of the image runs: the {@code config} member of OCI image-spec, config.md. What
 * is absent is empty.
 *
 * @param user {@code name}, {@code uid}, {@code name:group} or {@code uid:gid}
 * @param exposedPorts {@code 80/tcp}, {@code 53/udp} or {@code 80}
 * @param environment {@code NAME=value}, in order
 * @param volumes absolute paths
 * @param extensions the members that are Docker's or reserved ({@code Healthcheck}, {@code
 *     OnBuild}, {@code Memory}), each as JSON text, so that a derived image keeps them
 */
public record RuntimeConfig(
    String user,
    SortedSet<String> exposedPorts,
    List<String> environment,
    List<String> entrypoint,
    List<String> command,
    SortedSet<String> volumes,
    String workingDirectory,
    SortedMap<String, String> labels,
    String stopSignal,
    SortedMap<String, String> extensions) {

  private static final Set<String> KNOWN =
      Set.of(
          "User",
          "ExposedPorts",
          "Env",
          "Entrypoint",
          "Cmd",
          "Volumes",
          "WorkingDir",
          "Labels",
          "StopSignal");

  /** Nothing set. */
  public static final RuntimeConfig NONE =
      new RuntimeConfig(
          "",
          Collections.emptySortedSet(),
          List.of(),
          List.of(),
          List.of(),
          Collections.emptySortedSet(),
          "",
          Collections.emptySortedMap(),
          "",
          Collections.emptySortedMap());

  public RuntimeConfig {
    exposedPorts = sorted(exposedPorts);
    environment = List.copyOf(environment);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    volumes = sorted(volumes);
    labels = Descriptor.sorted(labels);
    extensions = Descriptor.sorted(extensions);
  }

  /** The value of the environment variable {@code name}, the last of several. */
  public Optional<String> variable(String name) {
    return environment.reversed().stream()
        .filter(entry -> entry.startsWith(name + "="))
        .map(entry -> entry.substring(name.length() + 1))
        .findFirst();
  }

  static RuntimeConfig read(Members json) {
    SortedMap<String, String> extensions = new TreeMap<>();
    for (var member : json.node().properties()) {
      if (!KNOWN.contains(member.getKey()) && !member.getValue().isNull()) {
        extensions.put(
            member.getKey(),
            new String(JsonText.write(member.getValue()), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return new RuntimeConfig(
        json.textOrEmpty("User"),
        new TreeSet<>(json.keys("ExposedPorts")),
        json.texts("Env"),
        json.texts("Entrypoint"),
        json.texts("Cmd"),
        new TreeSet<>(json.keys("Volumes")),
        json.textOrEmpty("WorkingDir"),
        json.textMap("Labels"),
        json.textOrEmpty("StopSignal"),
        extensions);
  }

  ObjectNode toJson() {
    ObjectNode json = JsonText.object();
    putText(json, "User", user);
    putKeys(json, "ExposedPorts", exposedPorts);
    putArray(json, "Env", environment);
    putArray(json, "Entrypoint", entrypoint);
    putArray(json, "Cmd", command);
    putKeys(json, "Volumes", volumes);
    putText(json, "WorkingDir", workingDirectory);
    Descriptor.putTexts(json, "Labels", labels);
    putText(json, "StopSignal", stopSignal);
    for (Map.Entry<String, String> extension : extensions.entrySet()) {
      json.set(
          extension.getKey(),
          JsonText.read(
              extension.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8),
              "config." + extension.getKey()));
    }
    return json;
  }

  static void putText(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private static void putArray(ObjectNode json, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode array = json.putArray(name);
      texts.forEach(array::add);
    }
  }

  private static void putKeys(ObjectNode json, String name, SortedSet<String> keys) {
    if (!keys.isEmpty()) {
      ObjectNode object = json.putObject(name);
      keys.forEach(object::putObject);
    }
  }

  private static SortedSet<String> sorted(Collection<String> values) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }
}
