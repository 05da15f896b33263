package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.advisory.VulnerabilityIds;
import dev.plinth.vuln.json.JsonIn;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of Debian's tracker as its lists hold them ({@code data/CVE/list}, {@code
 * data/DSA/list}): one id, and an annotation for each line below it.
 */
final class TrackerListsFeed implements FeedParser {
  @Override
  public void parse(InputStream in, String file, FeedSink sink) {
    try (JsonIn json = new JsonIn(in, file)) {
      json.documents(() -> record(json, sink));
    }
  }

  private static void record(JsonIn json, FeedSink sink) {
    String[] id = {""};
    List<String> crossReferences = new ArrayList<>();
    TrackerLines lines = new TrackerLines();
    json.object(member -> {
      switch (member) {
        case "Header" ->
            json.object(part -> {
              if (part.equals("ID")) {
                id[0] = json.text();
              } else {
                json.skip();
              }
            });
        case "Annotations" -> json.array(() -> annotation(json, lines, crossReferences));
        default -> json.skip();
      }
    });
    if (id[0].isEmpty()) {
      json.problem("has no id");
    }
    var problem = json.takeProblem();
    if (problem.isPresent()) {
      sink.gap(Gaps.sentence(json.what(), id[0], problem.get()));
      return;
    }
    boolean advisory = VulnerabilityIds.isAdvisory(id[0]);
    sink.accept(
        new Advisory(
            id[0],
            List.of(),
            advisory ? crossReferences : List.of(),
            List.of(),
            false,
            "",
            lines.affected(advisory),
            List.of()));
  }

  private static void annotation(JsonIn json, TrackerLines lines, List<String> crossReferences) {
    TrackerLines.Line line = new TrackerLines.Line();
    String[] type = {""};
    json.object(name -> {
      switch (name) {
        case "Type" -> type[0] = json.text();
        case "Bugs" -> crossReferences.addAll(json.texts());
        default -> line.member(name, json);
      }
    });
    if (type[0].equals("package")) {
      lines.add(line, json);
    }
  }
}
