package dev.plinth.vuln.feed;

import dev.plinth.vuln.Exploitation;
import dev.plinth.vuln.advisory.Enrichment;
import dev.plinth.vuln.advisory.FeedSink;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * FIRST's EPSS scores: a comment line with the model and the date, then {@code
 * cve,epss,percentile}.
 */
final class EpssFeed implements FeedParser {
  private static final String DATE = "score_date:";

  @Override
  public void parse(InputStream in, String file, FeedSink sink) {
    try (Csv csv = new Csv(in, file)) {
      for (Optional<List<String>> line = csv.next(); line.isPresent(); line = csv.next()) {
        List<String> cells = line.get();
        if (cells.getFirst().startsWith("#")) {
          cells.stream()
              .filter(cell -> cell.startsWith(DATE))
              .forEach(cell -> sink.asOf(cell.substring(DATE.length())));
        } else if (!cells.getFirst().equals("cve") && !cells.getFirst().isEmpty()) {
          score(cells, file, sink);
        }
      }
    }
  }

  private static void score(List<String> cells, String file, FeedSink sink) {
    double epss = cells.size() < 3 ? Double.NaN : share(cells.get(1));
    double percentile = cells.size() < 3 ? Double.NaN : share(cells.get(2));
    if (Double.isNaN(epss) || Double.isNaN(percentile)) {
      sink.gap(Gaps.sentence(file, cells.getFirst(), "its scores are not numbers from 0 to 1"));
      return;
    }
    sink.accept(
        new Enrichment(
            cells.getFirst(), new Exploitation("", false, epss, percentile, ""), List.of()));
  }

  private static double share(String text) {
    try {
      double value = Double.parseDouble(text);
      return value >= 0 && value <= 1 ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
