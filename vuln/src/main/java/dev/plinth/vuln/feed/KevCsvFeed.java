package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.FeedSink;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** CISA's known exploited vulnerabilities as CSV; its newest entry tells its age. */
final class KevCsvFeed implements FeedParser {
  @Override
  public void parse(InputStream in, String file, FeedSink sink) {
    try (Csv csv = new Csv(in, file)) {
      List<String> head = csv.next().orElse(List.of());
      int cve = head.indexOf("cveID");
      int added = head.indexOf("dateAdded");
      int ransomware = head.indexOf("knownRansomwareCampaignUse");
      if (cve < 0 || added < 0) {
        sink.gap(Gaps.sentence(file, "", "it has no columns cveID and dateAdded"));
        return;
      }
      for (Optional<List<String>> line = csv.next(); line.isPresent(); line = csv.next()) {
        List<String> cells = line.get();
        sink.asOf(cell(cells, added));
        KevFeed.accept(cell(cells, cve), cell(cells, added), cell(cells, ransomware), file, sink);
      }
    }
  }

  private static String cell(List<String> cells, int at) {
    return at >= 0 && at < cells.size() ? cells.get(at) : "";
  }
}
