package dev.plinth.cli;

import dev.plinth.oci.RuntimeConfig;
import dev.plinth.pipeline.image.ImageDetails;
import dev.plinth.pipeline.image.ImageDetails.PlatformDetails;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Image details in the form that scripts rely on. */
final class InspectJson {
  private InspectJson() {}

  static ObjectNode of(ImageDetails details) {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    ArrayNode names = top.putArray("names");
    details.names().forEach(names::add);
    top.put("digest", details.digest().toString());
    ObjectNode annotations = top.putObject("annotations");
    details.annotations().forEach(annotations::put);
    ArrayNode platforms = top.putArray("platforms");
    details.platforms().forEach(one -> platform(one, platforms.addObject()));
    return top;
  }

  private static void platform(PlatformDetails one, ObjectNode node) {
    node.put("platform", one.platform().toString());
    node.put("digest", one.digest().toString());
    node.put("system", one.system());
    one.config().created().ifPresent(created -> node.put("created", created.toString()));
    RuntimeConfig runtime = one.config().runtime();
    ObjectNode config = node.putObject("config");
    config.put("user", runtime.user());
    config.put("workdir", runtime.workingDirectory());
    config.put("stopSignal", runtime.stopSignal());
    runtime.entrypoint().forEach(config.putArray("entrypoint")::add);
    runtime.command().forEach(config.putArray("command")::add);
    runtime.environment().forEach(config.putArray("environment")::add);
    runtime.exposedPorts().forEach(config.putArray("ports")::add);
    runtime.volumes().forEach(config.putArray("volumes")::add);
    runtime.labels().forEach(config.putObject("labels")::put);
    one.annotations().forEach(node.putObject("annotations")::put);
    ArrayNode layers = node.putArray("layers");
    one.layers()
        .forEach(layer -> {
          ObjectNode entry = layers.addObject();
          entry.put("digest", layer.digest().toString());
          entry.put("diffId", layer.diffId().toString());
          entry.put("size", layer.size());
          entry.put("createdBy", layer.createdBy());
        });
    node.put("files", one.files());
    ArrayNode packages = node.putArray("packages");
    one.packages()
        .forEach(pkg -> {
          ObjectNode entry = packages.addObject();
          entry.put("name", pkg.name());
          entry.put("version", pkg.version());
          entry.put("architecture", pkg.architecture());
          entry.put("source", pkg.source());
          entry.put("sourceVersion", pkg.sourceVersion());
        });
  }
}
