package dev.plinth.app.report;

import dev.plinth.app.scan.FixAnswer;
import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.Responsible;
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
    return " In the distribution's index now: " + answer.answer().word() + ", " + answer.reason() + ".";
  }

  /** Each vulnerability once. */
  void findings(List<Finding> findings) {
    Map<String, List<Finding>> byId = new LinkedHashMap<>();
    findings.stream()
        .sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::id))
        .forEach(f -> byId.computeIfAbsent(f.id(), _ -> new ArrayList<>()).add(f));
    html.raw("<div class=\"wide\"><table><thead><tr><th>severity</th><th>vulnerability</th>")
        .raw("<th>package</th><th>exploited</th><th class=\"number\">EPSS</th>")
        .raw("<th class=\"number\">layer</th><th>has to act</th><th>public since</th></tr></thead>")
        .raw("<tbody>");
    byId.forEach((id, same) -> {
      Finding first = same.getFirst();
      Exploitation known = first.exploitation();
      html.raw("<tr><td>");
      severity(first.severity());
      html.raw("</td><td>").text(id).raw("</td><td>");
      html.text(
          same.stream()
              .map(f -> f.item().pkg().name() + " " + f.item().pkg().version())
              .distinct()
              .collect(Collectors.joining(", ")));
      html.raw("</td><td>")
          .text(known.exploited() ? "since " + known.exploitedSince() : "–")
          .raw("</td><td class=\"number\">")
          .text(
              Double.isNaN(known.epss())
                  ? "–"
                  : String.format(Locale.ROOT, "%.1f %%", known.epss() * 100))
          .raw("</td><td class=\"number\">")
          .text(layer(first.item().layer()))
          .raw("</td><td>")
          .text(
              same.stream()
                  .map(f -> report.responsible(f.item().layer()))
                  .distinct()
                  .map(Responsible::word)
                  .collect(Collectors.joining(", ")))
          .raw("</td><td>")
          .text(report.published(first).isEmpty() ? "–" : report.published(first))
          .raw("</td></tr>\n");
    });
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
