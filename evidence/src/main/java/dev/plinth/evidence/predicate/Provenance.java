package dev.plinth.evidence.predicate;

import dev.plinth.model.Digest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an image was made (SLSA provenance, version 1). It holds no time and no host, so that the
 * same build says the same; when and by whom is in the trail.
 *
 * @param spec what was asked for
 * @param platforms in the order of the index
 * @param lock digest of the lock's bytes
 * @param epoch seconds since 1970, of the lock
 * @param compressor implementation and level that made the layers
 * @param version of Plinth
 * @param base the image that was continued
 * @param inputs each with its digest: lock, spec, Release files, indexes, packages
 */
public record Provenance(
    SpecFile spec,
    List<String> platforms,
    Digest lock,
    long epoch,
    String compressor,
    String version,
    Optional<Base> base,
    List<Input> inputs) {
  public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";
  public static final String BUILD_TYPE = "https://plinth.dev/build/v1";
  public static final String BUILDER = "https://plinth.dev/builder/v1";

  /** The name of the lock among the inputs. */
  public static final String LOCK = "lock.json";

  public Provenance {
    platforms = List.copyOf(platforms);
    inputs = List.copyOf(inputs);
  }

  /**
   * The spec.
   *
   * @param name of the image
   * @param variant empty for the spec itself
   * @param digest of what the spec says
   */
  public record SpecFile(String name, String variant, Digest digest) {}

  /**
   * The base image.
   *
   * @param name as the spec has it
   * @param digest of its index
   */
  public record Base(String name, Digest digest) {}

  /** The predicate. */
  public ObjectNode write() {
    ObjectNode top = JsonText.object();
    ObjectNode definition = top.putObject("buildDefinition");
    definition.put("buildType", BUILD_TYPE);
    ObjectNode external = definition.putObject("externalParameters");
    ObjectNode file = external.putObject("spec");
    file.put("name", spec.name());
    if (!spec.variant().isEmpty()) {
      file.put("variant", spec.variant());
    }
    digest(file, spec.digest());
    platforms.forEach(external.putArray("platforms")::add);
    ObjectNode internal = definition.putObject("internalParameters");
    internal.put("epoch", epoch);
    internal.put("compressor", compressor);
    ArrayNode dependencies = definition.putArray("resolvedDependencies");
    base.ifPresent(image -> {
      ObjectNode node = dependencies.addObject();
      node.put("name", "base " + image.name());
      digest(node, image.digest());
    });
    for (Input input : inputs) {
      ObjectNode node = dependencies.addObject();
      node.put("name", input.path());
      digest(node, input.digest());
      node.put("mediaType", input.mediaType());
      node.putObject("annotations").put("size", input.size());
    }
    ObjectNode run = top.putObject("runDetails");
    ObjectNode builder = run.putObject("builder");
    builder.put("id", BUILDER);
    builder.putObject("version").put("plinth", version);
    return top;
  }

  private static void digest(ObjectNode node, Digest digest) {
    node.putObject("digest").put(digest.algorithm(), digest.hex());
  }

  /** Reads what {@link #write} makes; another builder's is a {@code BAD_INPUT} error. */
  public static Provenance read(Members json) {
    Members definition = json.object("buildDefinition");
    if (!definition.text("buildType").equals(BUILD_TYPE)) {
      throw definition.problem("buildType", "is not " + BUILD_TYPE + ": Plinth did not build it");
    }
    Members external = definition.object("externalParameters");
    Members spec = external.object("spec");
    Members internal = definition.object("internalParameters");
    List<Input> inputs = new ArrayList<>();
    Optional<Base> base = Optional.empty();
    for (Members dependency : definition.objects("resolvedDependencies")) {
      String name = dependency.text("name");
      Digest digest = digest(dependency);
      if (name.startsWith("base ")) {
        base = Optional.of(new Base(name.substring("base ".length()), digest));
      } else {
        long size = dependency.object("annotations").size("size");
        inputs.add(new Input(name, dependency.text("mediaType"), digest, size));
      }
    }
    Digest lock =
        inputs.stream()
            .filter(input -> input.path().equals(LOCK))
            .map(Input::digest)
            .findFirst()
            .orElseThrow(() -> definition.problem("resolvedDependencies", "has no lock"));
    return new Provenance(
        new SpecFile(spec.text("name"), spec.textOrEmpty("variant"), digest(spec)),
        external.texts("platforms"),
        lock,
        internal.size("epoch"),
        internal.text("compressor"),
        json.object("runDetails").object("builder").object("version").text("plinth"),
        base,
        inputs);
  }

  private static Digest digest(Members json) {
    Members digest = json.object("digest");
    return Digest.sha256(digest.text("sha256"));
  }
}
