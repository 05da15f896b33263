package dev.plinth.pipeline.source;

import dev.plinth.pipeline.source.SourcePackage.SourceFile;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The sources of an image as JSON: what {@code sources -o json} prints and the artifact holds. */
public final class SourcesJson {
  private SourcesJson() {}

  /** The same report gives the same text; the artifact's own digest is not in it. */
  public static ObjectNode of(SourcesReport report) {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("image", report.image().toString());
    top.put("complete", report.missing().isEmpty());
    top.put("files", report.files());
    top.put("bytes", report.bytes());
    ArrayNode platforms = top.putArray("platforms");
    report
        .binaries()
        .forEach((platform, binaries) -> {
          ObjectNode node = platforms.addObject();
          node.put("platform", platform.toString());
          ArrayNode array = node.putArray("packages");
          binaries.forEach(binary -> write(binary, array.addObject()));
        });
    ArrayNode sources = top.putArray("sources");
    report.sources().forEach(source -> write(source, sources.addObject()));
    indexes(report.indexes(), top.putArray("indexes"));
    ArrayNode missing = top.putArray("missing");
    for (SourcesReport.Missing one : report.missing()) {
      ObjectNode node = missing.addObject();
      names(one.binary(), node);
      node.put("field", one.field());
      node.put("source", one.source().name());
      node.put("sourceVersion", one.source().version());
      node.put("reason", one.reason());
    }
    return top;
  }

  private static void names(Binary binary, ObjectNode node) {
    node.put("name", binary.name());
    node.put("version", binary.version());
    node.put("architecture", binary.architecture());
  }

  private static void write(Binary binary, ObjectNode node) {
    names(binary, node);
    ArrayNode needs = node.putArray("sources");
    for (Binary.Need need : binary.needs()) {
      ObjectNode entry = needs.addObject();
      entry.put("name", need.source().name());
      entry.put("version", need.source().version());
      entry.put("field", need.field());
    }
  }

  private static void write(SourcePackage source, ObjectNode node) {
    node.put("name", source.id().name());
    node.put("version", source.id().version());
    node.put("repository", source.repository());
    ArrayNode files = node.putArray("files");
    for (SourceFile file : source.files()) {
      ObjectNode entry = files.addObject();
      entry.put("name", file.name());
      entry.put("path", file.path());
      entry.put("size", file.size());
      entry.put("sha256", file.sha256().hex());
    }
  }

  private static void indexes(List<Catalogue.Index> indexes, ArrayNode array) {
    for (Catalogue.Index index : indexes) {
      ObjectNode node = array.addObject();
      node.put("repository", index.repository());
      node.put("path", index.path());
      node.put("size", index.size());
      node.put("sha256", index.sha256().hex());
      index.proof().forEach(digest -> node.withArray("proof").add(digest.toString()));
    }
  }
}
