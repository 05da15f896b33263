package dev.plinth.app.report;

import dev.plinth.app.scan.FixAnswer;
import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.vuln.Exploitation;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Findings as tables, by the upgrade that fixes them. */
final class HtmlTables {
  private final ScanReport report;
  private final HtmlText html;

  HtmlTables(ScanReport report, HtmlText html) {
    this.report = report;
    this.html = html;
  }

  void remedies() {
    for (Remedy remedy : report.remedies()) {
      html.raw("<section><h2>Upgrade ")
          .text(remedy.name())
          .raw(" <code>")
          .text(remedy.from())
          .raw("</code> to <code>")
          .text(remedy.to())
          .raw("</code></h2>\n<p>Fixes ")
          .text(
              remedy.vulnerabilities()
                  + (remedy.exploited() > 0 ? ", " + remedy.exploited() + " exploited" : "")
                  + (remedy.subscription() ? "; needs a subscription" : "")
                  + ".")
          .text(indexed(remedy))
          .raw("</p>\n");
      findings(remedy.findings());
      html.raw("</section>\n");
    }
  }

  private String indexed(Remedy remedy) {
    FixAnswer answer = report.fix(remedy.findings().getFirst());
    if (answer.equals(FixAnswer.NOT_ASKED)) {
      return "";
    }
    return " In the distribution's index now: "
        + answer.answer().word()
        + ", "
        + answer.reason()
        + ".";
  }

  /** A column; one of which nothing is known in the whole scan is left out. */
  private record Column(String head, boolean number, Function<List<Finding>, String> cell) {}

  private List<Column> columns() {
    List<Finding> all = report.result().findings();
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("vulnerability", false, same -> same.getFirst().id()));
    columns.add(
        new Column(
            "package",
            false,
            same -> joined(same, f -> f.item().pkg().name() + " " + f.item().pkg().version())));
    if (all.stream().anyMatch(f -> f.exploitation().exploited())) {
      columns.add(
          new Column("exploited (KEV)", false, same -> kev(same.getFirst().exploitation())));
    }
    if (all.stream().anyMatch(f -> !Double.isNaN(f.exploitation().epss()))) {
      columns.add(new Column("EPSS", true, same -> epss(same.getFirst().exploitation().epss())));
    }
    columns.add(new Column("layer", true, same -> layer(same.getFirst().item().layer())));
    if (report.base().isPresent()) {
      columns.add(
          new Column(
              "has to act",
              false,
              same -> joined(same, f -> report.responsible(f.item().layer()).word())));
    }
    if (all.stream().anyMatch(f -> !report.published(f).isEmpty())) {
      columns.add(
          new Column("public since", false, same -> orDash(report.published(same.getFirst()))));
    }
    return columns;
  }

  private static String joined(List<Finding> same, Function<Finding, String> what) {
    return same.stream().map(what).distinct().collect(Collectors.joining(", "));
  }

  private static String kev(Exploitation known) {
    return known.exploited() ? "since " + known.exploitedSince() : "–";
  }

  private static String epss(double epss) {
    return Double.isNaN(epss) ? "–" : String.format(Locale.ROOT, "%.1f %%", epss * 100);
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "–" : text;
  }

  /** Each vulnerability once. */
  void findings(List<Finding> findings) {
    Map<String, List<Finding>> byId = new LinkedHashMap<>();
    findings.stream()
        .sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::id))
        .forEach(f -> byId.computeIfAbsent(f.id(), _ -> new ArrayList<>()).add(f));
    List<Column> columns = columns();
    html.raw("<div class=\"wide\"><table class=\"findings\"><thead><tr><th>severity</th>");
    for (Column column : columns) {
      html.raw(column.number() ? "<th class=\"number\">" : "<th>").text(column.head()).raw("</th>");
    }
    html.raw("</tr></thead><tbody>");
    for (List<Finding> same : byId.values()) {
      html.raw("<tr><td>");
      severity(same.getFirst().severity());
      html.raw("</td>");
      for (Column column : columns) {
        html.raw(column.number() ? "<td class=\"number\">" : "<td>")
            .text(column.cell().apply(same))
            .raw("</td>");
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  String layer(int number) {
    return report.layer(number).isEmpty() ? "–" : String.valueOf(number + 1);
  }

  /** A shape and a word; the shape fills the more the worse it is, unknown is hatched. */
  void severity(Severity severity) {
    String word = ScanWords.rating(severity);
    String shape =
        switch (severity) {
          case CRITICAL -> "<path d=\"M8 1 15 14H1Z\"/>";
          case HIGH -> "<path d=\"M8 1 15 8 8 15 1 8Z\"/>";
          case MEDIUM -> "<path d=\"M2 2h12v12H2Z\"/>";
          case LOW -> "<circle cx=\"8\" cy=\"8\" r=\"6\"/>";
          case NEGLIGIBLE, NONE ->
              "<circle cx=\"8\" cy=\"8\" r=\"5.5\" fill=\"none\" stroke=\"currentColor\"/>";
          case UNKNOWN ->
              "<path d=\"M2 14 14 2M2 8l6-6M8 14l6-6M2 2h12v12H2Z\" fill=\"none\""
                  + " stroke=\"currentColor\"/>";
        };
    html.raw("<span class=\"severity ")
        .raw(ScanWords.severity(severity))
        .raw("\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\">")
        .raw(shape)
        .raw("</svg>")
        .text(word)
        .raw("</span>");
  }
}
