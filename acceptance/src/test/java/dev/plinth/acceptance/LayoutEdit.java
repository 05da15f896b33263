package dev.plinth.acceptance;

import dev.plinth.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes a layout as somebody would who can write to it and knows how digests go together. */
final class LayoutEdit {
  private final Path store;

  LayoutEdit(Path store) {
    this.store = store;
  }

  Path blob(String digest) {
    return store.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  Path indexJson() {
    return store.resolve("index.json");
  }

  ObjectNode json(String digest) throws IOException {
    return (ObjectNode) JsonMapper.shared().readTree(Files.readAllBytes(blob(digest)));
  }

  /** Adds bytes as a blob, named rightly. */
  String put(byte[] bytes) throws IOException {
    String digest = Digest.of(bytes).toString();
    Files.write(blob(digest), bytes);
    return digest;
  }

  String put(JsonNode json) throws IOException {
    return put(JsonMapper.shared().writeValueAsBytes(json));
  }

  private ObjectNode index() throws IOException {
    return (ObjectNode)
        JsonMapper.shared().readTree(Files.readAllBytes(store.resolve("index.json")));
  }

  /** What {@code index.json} lists. */
  List<ObjectNode> listed() throws IOException {
    List<ObjectNode> entries = new ArrayList<>();
    index().withArray("manifests").forEach(entry -> entries.add((ObjectNode) entry));
    return entries;
  }

  /** The digest of what has the name. */
  String named(String name) throws IOException {
    for (ObjectNode entry : listed()) {
      JsonNode found = entry.at("/annotations/org.opencontainers.image.ref.name");
      if (found.asString("").equals(name)) {
        return entry.get("digest").asString();
      }
    }
    throw new AssertionError("nothing is called " + name);
  }

  /** Changes {@code index.json}. */
  void list(Consumer<List<ObjectNode>> change) throws IOException {
    ObjectNode index = index();
    List<ObjectNode> entries = listed();
    change.accept(entries);
    var array = index.putArray("manifests");
    entries.forEach(array::add);
    Files.write(store.resolve("index.json"), JsonMapper.shared().writeValueAsBytes(index));
  }

  /** Puts another blob in the place of one that a descriptor names. */
  void point(ObjectNode descriptor, String digest) throws IOException {
    descriptor.put("digest", digest);
    descriptor.put("size", Files.size(blob(digest)));
  }

  /** Puts another manifest in the place of a listed one, wherever it stands. */
  void swapListed(String old, String fresh) throws IOException {
    long size = Files.size(blob(fresh));
    list(entries -> {
      for (ObjectNode entry : entries) {
        if (entry.get("digest").asString().equals(old)) {
          entry.put("digest", fresh);
          entry.put("size", size);
        }
      }
    });
  }

  /** Lists a manifest that carries {@code layer} and says that it is about another. */
  String attach(String subject, String artifactType, String predicateType, byte[] layer)
      throws IOException {
    ObjectNode manifest = JsonMapper.shared().createObjectNode();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", "application/vnd.oci.image.manifest.v1+json");
    manifest.put("artifactType", artifactType);
    describe(
        manifest.putObject("config"),
        "application/vnd.oci.empty.v1+json",
        "{}".getBytes(StandardCharsets.UTF_8));
    describe(manifest.putArray("layers").addObject(), artifactType, layer);
    ObjectNode about = manifest.putObject("subject");
    about.put("mediaType", "application/vnd.oci.image.index.v1+json");
    about.put("digest", subject);
    about.put("size", Files.size(blob(subject)));
    manifest.putObject("annotations").put("dev.sigstore.bundle.predicateType", predicateType);
    return list(manifest);
  }

  private void describe(ObjectNode descriptor, String mediaType, byte[] bytes) throws IOException {
    descriptor.put("mediaType", mediaType);
    point(descriptor, put(bytes));
  }

  /** Adds a manifest and lists it without a name. */
  String list(ObjectNode manifest) throws IOException {
    String digest = put(manifest);
    list(entries -> entries.add(entry(digest, manifest)));
    return digest;
  }

  /** What {@code index.json} says of a manifest of which nobody has checked the digest. */
  static ObjectNode entry(String digest, ObjectNode manifest) {
    ObjectNode entry = JsonMapper.shared().createObjectNode();
    entry.put("mediaType", manifest.path("mediaType").asString(""));
    entry.put("digest", digest);
    entry.put("size", JsonMapper.shared().writeValueAsBytes(manifest).length);
    entry.put("artifactType", manifest.path("artifactType").asString(""));
    return entry;
  }

  /** The listed manifests that are about {@code subject} and have the annotation's value. */
  List<String> referrers(String subject, String predicateType) throws IOException {
    List<String> found = new ArrayList<>();
    for (ObjectNode entry : listed()) {
      String digest = entry.get("digest").asString();
      ObjectNode manifest = json(digest);
      String type = manifest.at("/annotations/dev.sigstore.bundle.predicateType").asString("");
      if (manifest.at("/subject/digest").asString("").equals(subject)
          && (type.equals(predicateType)
              || manifest.path("artifactType").asString("").equals(predicateType))) {
        found.add(digest);
      }
    }
    return found;
  }
}
