package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.json.JsonIn;
import java.io.InputStream;

/** OSV records: one, several after each other, or an array of them. */
final class OsvFeed implements FeedParser {
  @Override
  public void parse(InputStream in, String file, FeedSink sink) {
    try (JsonIn json = new JsonIn(in, file)) {
      json.documents(() -> {
        if (json.atArray()) {
          json.array(() -> record(json, sink));
        } else {
          record(json, sink);
        }
      });
    }
  }

  private static void record(JsonIn json, FeedSink sink) {
    OsvRecord osv = new OsvRecord();
    json.object(name -> osv.member(name, json));
    if (osv.id.isEmpty()) {
      json.problem("has no id");
    }
    var problem = json.takeProblem();
    if (problem.isPresent()) {
      sink.gap(Gaps.sentence(json.what(), osv.id, problem.get()));
      return;
    }
    sink.asOf(osv.modified);
    sink.accept(osv.advisory());
  }
}
