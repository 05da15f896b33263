package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.json.JsonIn;
import java.io.InputStream;

/**
 * CVE records (CVE record format 5.x): the ratings of the CNA, and what CISA added as an authorized
 * data publisher (Vulnrichment): ratings, SSVC decision points, the catalogue of exploited ones.
 */
final class CveFeed implements FeedParser {
  @Override
  public void parse(InputStream in, String file, FeedSink sink) {
    try (JsonIn json = new JsonIn(in, file)) {
      json.documents(() -> {
        CveRecord record = new CveRecord(json);
        json.object(record::member);
        if (record.cve().isEmpty()) {
          json.problem("has no cveId");
        }
        var problem = json.takeProblem();
        if (problem.isPresent()) {
          sink.gap(Gaps.sentence(file, record.cve(), problem.get()));
        } else {
          sink.asOf(record.updated());
          sink.accept(record.enrichment());
        }
      });
    }
  }
}
