package dev.plinth.vuln.feed;

import dev.plinth.vuln.Exploitation;
import dev.plinth.vuln.advisory.Enrichment;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.json.JsonIn;
import java.io.InputStream;
import java.util.List;

/** CISA's known exploited vulnerabilities as JSON. */
final class KevFeed implements FeedParser {
  @Override
  public void parse(InputStream in, String file, FeedSink sink) {
    try (JsonIn json = new JsonIn(in, file)) {
      json.documents(() ->
          json.object(name -> {
            switch (name) {
              case "dateReleased" -> sink.asOf(json.text());
              case "vulnerabilities" -> json.array(() -> entry(json, sink));
              default -> json.skip();
            }
          }));
    }
  }

  private static void entry(JsonIn json, FeedSink sink) {
    String[] parts = {"", "", ""};
    json.object(name -> {
      switch (name) {
        case "cveID" -> parts[0] = json.text();
        case "dateAdded" -> parts[1] = json.text();
        case "knownRansomwareCampaignUse" -> parts[2] = json.text();
        default -> json.skip();
      }
    });
    var problem = json.takeProblem();
    if (problem.isPresent()) {
      sink.gap(Gaps.sentence(json.what(), parts[0], problem.get()));
    } else {
      accept(parts[0], parts[1], parts[2], json.what(), sink);
    }
  }

  static void accept(String cve, String added, String ransomware, String file, FeedSink sink) {
    if (cve.isEmpty() || added.isEmpty()) {
      sink.gap(Gaps.sentence(file, cve, "it has no CVE or no date"));
      return;
    }
    Exploitation known =
        new Exploitation(added, ransomware.equals("Known"), Double.NaN, Double.NaN, "");
    sink.accept(new Enrichment(cve, known, List.of()));
  }
}
