package dev.plinth.inventory.json;

import dev.plinth.inventory.SystemFacts;
import java.util.List;

/** Reads what an inventory says of the system. */
final class SystemJson {
  private final JsonIn in;
  private String id = "";
  private List<String> idLike = List.of();
  private String versionId = "";
  private String codename = "";
  private String prettyName = "";
  private String debianVersion = "";
  private List<String> contentSets = List.of();
  private List<String> doubts = List.of();

  SystemJson(JsonIn in) {
    this.in = in;
  }

  SystemFacts read() {
    in.object(member -> {
      switch (member) {
        case "id" -> id = in.text();
        case "idLike" -> idLike = in.texts();
        case "versionId" -> versionId = in.text();
        case "codename" -> codename = in.text();
        case "prettyName" -> prettyName = in.text();
        case "debianVersion" -> debianVersion = in.text();
        case "contentSets" -> contentSets = in.texts();
        case "doubts" -> doubts = in.texts();
        default -> in.skip();
      }
    });
    return new SystemFacts(
        id, idLike, versionId, codename, prettyName, debianVersion, contentSets, doubts);
  }
}
