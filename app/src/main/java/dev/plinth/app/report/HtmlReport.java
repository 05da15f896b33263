package dev.plinth.app.report;

import dev.plinth.app.scan.EndOfLife;
import dev.plinth.app.scan.FixAnswer;
import dev.plinth.app.scan.Hidden;
import dev.plinth.app.scan.Opinions;
import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.app.vex.VexRefused;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.match.ScanResult;
import dev.plinth.vuln.vex.Suppression;
import dev.plinth.vuln.vex.VexStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A page that holds all it needs: it opens offline, runs no script, and prints in black and white.
 * Severity is told by a shape and a word; colour only repeats them.
 */
public final class HtmlReport {
  private final ScanReport report;
  private final ScanResult result;
  private final HtmlText html = new HtmlText();
  private final HtmlTables tables;

  private HtmlReport(ScanReport report) {
    this.report = report;
    this.result = report.result();
    this.tables = new HtmlTables(report, html);
  }

  /**
   * The page.
   *
   * @param version of Plinth
   * @param now when it is made
   */
  public static byte[] of(ScanReport report, String version, Instant now) {
    HtmlReport page = new HtmlReport(report);
    page.write(version, now);
    return page.html.bytes();
  }

  private void write(String version, Instant now) {
    String title = "What is wrong with " + result.subject() + "?";
    html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .text(title)
        .raw("</title>\n<style>\n")
        .raw(style())
        .raw("</style></head>\n<body>\n<header><h1>")
        .text(title)
        .raw("</h1>\n<p class=\"answer\">")
        .text(answer())
        .raw("</p>\n");
    counts();
    facts();
    html.raw("</header>\n<main>\n");
    endOfLife();
    tables.remedies();
    others();
    hygiene();
    unknown();
    opinions();
    feeds();
    html.raw("</main>\n<footer>plinth scan ")
        .text(version)
        .raw(", ")
        .text(now.truncatedTo(ChronoUnit.SECONDS).toString())
        .raw("</footer>\n</body></html>\n");
  }

  private static String style() {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String answer() {
    if (report.inventory().items().isEmpty()) {
      return "No package was found: what is in it, and what is wrong with it, is not known.";
    }
    if (report.knowsNothing()) {
      return "Nothing could be judged: this is no sign of safety.";
    }
    long all = distinct(result.findings());
    long fixable = distinct(report.fixable());
    return all
        + (all == 1 ? " vulnerability in " : " vulnerabilities in ")
        + report.inventory().items().size()
        + " packages; "
        + fixable
        + " can be fixed by "
        + report.remedies().size()
        + (report.remedies().size() == 1 ? " upgrade" : " upgrades")
        + (result.unknown().isEmpty()
            ? "."
            : "; of " + result.unknown().size() + " packages not everything can be told.");
  }

  private static long distinct(List<Finding> findings) {
    return findings.stream().map(Finding::id).distinct().count();
  }

  private void counts() {
    html.raw("<ul class=\"counts\">");
    for (Severity severity : List.of(Severity.values()).reversed()) {
      long count =
          distinct(result.findings().stream().filter(f -> f.severity() == severity).toList());
      if (count > 0) {
        html.raw("<li><b>").text(String.valueOf(count)).raw("</b> ");
        tables.severity(severity);
        html.raw("</li>");
      }
    }
    long exploited =
        distinct(result.findings().stream().filter(f -> f.exploitation().exploited()).toList());
    count(exploited, "known to be exploited");
    count(report.endOfLife().size(), "out of support");
    count(report.hygiene().size(), "places of hygiene");
    count(result.unknown().size(), "packages unknown");
    count(report.opinions().hidden().size(), "hidden");
    html.raw("</ul>\n");
  }

  private void count(long number, String what) {
    if (number > 0) {
      html.raw("<li><b>").text(String.valueOf(number)).raw("</b> ").text(what).raw("</li>");
    }
  }

  private void facts() {
    html.raw("<dl class=\"facts\">");
    fact("distribution", result.distribution());
    fact("digest", report.inventory().digest());
    report
        .base()
        .ifPresent(base ->
            fact(
                "base",
                base.name()
                    + ": "
                    + base.layers()
                    + " of "
                    + report.inventory().layers().size()
                    + " layers; "
                    + base.proof()));
    if (report.excluded().any()) {
      fact(
          "left out as the base's",
          report.excluded().packages()
              + " packages, "
              + report.excluded().findings()
              + " findings");
    }
    result.life().ifPresent(life -> fact("support", ScanWords.life(life)));
    fact(
        "files of no package",
        report.looked() ? String.valueOf(report.unowned()) : "not looked for, nor hygiene");
    html.raw("</dl>\n");
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      html.raw("<dt>").text(name).raw("</dt><dd>").text(value).raw("</dd>");
    }
  }

  private void endOfLife() {
    for (EndOfLife one : report.endOfLife()) {
      html.raw("<section class=\"alert\"><h2>End of life: ")
          .text((one.subject() + " " + one.version()).strip())
          .raw("</h2><p>Support ended ")
          .text(one.ended())
          .raw(". ")
          .text(one.note())
          .raw("</p></section>\n");
    }
  }

  private void others() {
    Map<String, List<Finding>> groups = new TreeMap<>();
    for (Finding finding : result.findings()) {
      if (Remedy.fixedVersion(finding).isEmpty()) {
        String start = finding.verdict() instanceof Verdict.Unknown ? "Unknown" : "No upgrade";
        groups
            .computeIfAbsent(
                start + ": " + ScanWords.reason(finding.verdict()), _ -> new ArrayList<>())
            .add(finding);
      }
    }
    groups.forEach((heading, findings) -> {
      html.raw("<section><h2>").text(heading).raw("</h2>\n");
      tables.findings(findings);
      html.raw("</section>\n");
    });
  }

  private void hygiene() {
    if (report.hygiene().isEmpty()) {
      return;
    }
    html.raw("<section><h2>Hygiene: what should not be in an image</h2>\n")
        .raw("<div class=\"wide\"><table><thead><tr><th>what</th><th>path</th>")
        .raw(
            "<th class=\"number\">layer</th><th>has to"
                + " act</th><th>detail</th></tr></thead><tbody>");
    for (HygieneFinding one : report.hygiene()) {
      html.raw("<tr><td>")
          .text(ScanWords.hygiene(one.kind()))
          .raw("</td><td><code>/")
          .text(one.path())
          .raw("</code></td><td class=\"number\">")
          .text(tables.layer(one.layer()))
          .raw("</td><td>")
          .text(report.responsible(one.layer()).word())
          .raw("</td><td>")
          .text(one.detail())
          .raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div></section>\n");
  }

  private void unknown() {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (ScanResult.UnknownPackage one : result.unknown()) {
      reasons
          .computeIfAbsent(one.reason(), _ -> new ArrayList<>())
          .add(one.item().pkg().name() + " " + one.item().pkg().version());
    }
    if (!reasons.isEmpty() || !result.gaps().isEmpty()) {
      html.raw("<section class=\"unknown\"><h2>What cannot be told</h2><dl>");
      reasons.forEach((reason, names) ->
          html.raw("<dt>")
              .text(names.size() + ": " + reason)
              .raw("</dt><dd>")
              .text(String.join(", ", names))
              .raw("</dd>"));
      result.gaps().forEach(gap -> html.raw("<dt>not read</dt><dd>").text(gap).raw("</dd>"));
      html.raw("</dl></section>\n");
    }
  }

  private void opinions() {
    Opinions opinions = report.opinions();
    if (opinions.hidden().isEmpty()
        && opinions.refused().isEmpty()
        && opinions.suppressions().stream().noneMatch(Opinions.UsedSuppression::expired)) {
      return;
    }
    html.raw("<section><h2>What somebody answers for</h2><div class=\"wide\"><table>")
        .raw("<thead><tr><th>vulnerability</th><th>package</th><th>who</th><th>why</th>")
        .raw("<th>until</th></tr></thead><tbody>");
    for (Hidden hidden : opinions.hidden()) {
      html.raw("<tr><td>")
          .text(hidden.finding().id())
          .raw("</td><td>")
          .text(hidden.finding().item().pkg().name())
          .raw("</td><td>");
      switch (hidden.cause()) {
        case Hidden.Cause.ByVex(var source, VexStatement said) ->
            html.text("VEX by " + source.document().by())
                .raw("</td><td>")
                .text(
                    (ScanWords.vex(said.status()) + " " + said.justification() + " " + said.note())
                        .strip())
                .raw("</td><td></td></tr>\n");
        case Hidden.Cause.BySuppression(String _, Suppression one) ->
            html.text(one.owner())
                .raw("</td><td>")
                .text(one.reason())
                .raw("</td><td>")
                .text(one.expires().toString())
                .raw("</td></tr>\n");
      }
    }
    html.raw("</tbody></table></div><dl>");
    for (VexRefused refused : opinions.refused()) {
      html.raw("<dt>not applied: ")
          .text(refused.name())
          .raw("</dt><dd>")
          .text(refused.reason())
          .raw("</dd>");
    }
    for (Opinions.UsedSuppression used : opinions.suppressions()) {
      if (used.expired()) {
        html.raw("<dt>expired ")
            .text(used.suppression().expires().toString())
            .raw("</dt><dd>")
            .text(used.suppression().id() + ", " + used.suppression().owner())
            .raw("</dd>");
      }
    }
    html.raw("</dl></section>\n");
  }

  private void feeds() {
    html.raw("<section><h2>Feeds</h2>");
    if (result.feeds().isEmpty()) {
      html.raw("<p>None that is about what is in it.</p></section>\n");
      return;
    }
    html.raw("<ul>");
    for (ScanResult.Feed feed : result.feeds()) {
      String day = feed.info().asOf().isEmpty() ? "no known day" : feed.info().asOf();
      html.raw("<li>")
          .text(
              feed.info().name()
                  + " of "
                  + day
                  + (feed.stale() ? ", STALE" : "")
                  + (feed.onlyFixed().isEmpty()
                      ? ""
                      : "; lists only what has a fix, of " + String.join(", ", feed.onlyFixed())))
          .raw("</li>");
    }
    html.raw("</ul>");
    if (report.fixable().stream().map(report::fix).anyMatch(FixAnswer.NOT_ASKED::equals)) {
      html.raw("<p>Whether the fixes are in the distribution's index was not asked.</p>");
    }
    html.raw("</section>\n");
  }
}
