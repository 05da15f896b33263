package dev.plinth.cli;

import dev.plinth.app.scan.FixAnswer;
import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.match.ScanResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scan for people: by what there is to do, then what cannot be told. */
final class ScanText {
  private final Console console;
  private final ScanReport report;
  private final ScanResult result;
  private final FindingTable table;
  private final ScanNotes notes;

  ScanText(Console console, ScanReport report) {
    this.console = console;
    this.report = report;
    this.result = report.result();
    this.table = new FindingTable(report, console.options().noTrunc);
    this.notes = new ScanNotes(console, report);
  }

  void print() {
    head();
    notes.endOfLife();
    for (Remedy remedy : report.remedies()) {
      remedy(remedy);
    }
    Map<String, List<Finding>> others = new TreeMap<>();
    for (Finding finding : result.findings()) {
      if (Remedy.fixedVersion(finding).isEmpty()) {
        String start = finding.verdict() instanceof Verdict.Unknown ? "unknown" : "no upgrade";
        others
            .computeIfAbsent(
                start + ": " + ScanWords.reason(finding.verdict()), _ -> new ArrayList<>())
            .add(finding);
      }
    }
    others.forEach((heading, findings) -> {
      console.print("");
      say("", heading);
      table(findings);
    });
    notes.hygiene();
    notes.unknown();
    notes.opinions();
    summary();
  }

  private void head() {
    say("", result.subject() + "  " + result.distribution());
    result.life().ifPresent(life -> say("support  ", ScanWords.life(life)));
    report
        .base()
        .ifPresent(base ->
            say(
                "base     ",
                ScanNotes.shortened(base.name(), console)
                    + ": "
                    + Text.count(base.layers(), "layer")
                    + " of "
                    + report.inventory().layers().size()
                    + "; "
                    + base.proof()));
    if (report.origin().isEvidence()) {
      say(
          "inventory ",
          "from evidence signed by "
              + String.join(", ", report.origin().signers())
              + ": no layer was read");
    }
    if (!report.hasFeeds()) {
      say("feeds    ", "none: nothing can be told of any package. Run plinth feeds update PATH…");
    } else if (result.feeds().isEmpty()) {
      say("feeds    ", "none that is about what is in it");
    }
    for (ScanResult.Feed feed : result.feeds()) {
      String day = feed.info().asOf().isEmpty() ? "no known day" : feed.info().asOf();
      say(
          "feed     ",
          feed.info().name()
              + " of "
              + day
              + (feed.stale() ? ", STALE" : "")
              + (feed.info().gaps() == 0 ? "" : ", " + feed.info().gaps() + " of it NOT READ")
              + (feed.onlyFixed().isEmpty()
                  ? ""
                  : "; lists only what has a fix, of " + String.join(", ", feed.onlyFixed())));
    }
  }

  private void remedy(Remedy remedy) {
    console.print("");
    say(
        "",
        "upgrade "
            + remedy.name()
            + " "
            + remedy.from()
            + " to "
            + remedy.to()
            + ": fixes "
            + remedy.vulnerabilities()
            + (remedy.exploited() > 0 ? ", " + remedy.exploited() + " exploited" : "")
            + (remedy.subscription() ? " (needs a subscription)" : "")
            + indexed(remedy));
    table(remedy.findings());
  }

  /** Whether one can upgrade now, where the distribution's index was asked. */
  private String indexed(Remedy remedy) {
    List<FixAnswer> answers = remedy.findings().stream().map(report::fix).distinct().toList();
    if (answers.contains(FixAnswer.NOT_ASKED)) {
      return "";
    }
    for (FixAnswer.Answer worst :
        List.of(FixAnswer.Answer.NO, FixAnswer.Answer.UNKNOWN, FixAnswer.Answer.YES)) {
      for (FixAnswer answer : answers) {
        if (answer.answer() == worst) {
          return switch (worst) {
            case YES -> "; there now: " + answer.version() + ", " + answer.reason();
            case NO -> "; not there yet: " + answer.reason();
            case UNKNOWN -> "; not known whether it is there: " + answer.reason();
          };
        }
      }
    }
    return "";
  }

  private void table(List<Finding> findings) {
    console.out().print(table.render(findings));
  }

  private void summary() {
    console.print("");
    if (report.inventory().items().isEmpty()) {
      console.print("no package was found: what is in it, and what is wrong with it, is not known");
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(Text.count(report.inventory().items().size(), "package"))
        .append(": ")
        .append(result.judged())
        .append(" judged, ")
        .append(result.unknown().size())
        .append(" unknown");
    if (result.provided() > 0) {
      text.append(", ").append(result.provided()).append(" provided by packages of the system");
    }
    long different = result.findings().stream().map(Finding::id).distinct().count();
    text.append("; ")
        .append(different)
        .append(different == 1 ? " vulnerability" : " vulnerabilities");
    List<String> severities = new ArrayList<>();
    for (Severity severity : List.of(Severity.values()).reversed()) {
      long count =
          result.findings().stream()
              .filter(f -> f.severity() == severity)
              .map(Finding::id)
              .distinct()
              .count();
      if (count > 0) {
        severities.add(count + " " + ScanWords.rating(severity));
      }
    }
    text.append(severities.isEmpty() ? "" : " (" + String.join(", ", severities) + ")");
    long fixable = report.fixable().stream().map(Finding::id).distinct().count();
    text.append(", ").append(fixable).append(" with a fix");
    text.append(notes.responsible());
    if (!report.hygiene().isEmpty()) {
      text.append("; hygiene: ").append(report.hygiene().size());
    }
    text.append(notes.leftOut());
    say("", text.toString());
    if (report.knowsNothing()) {
      console.print("nothing could be judged: this is no sign of safety");
    }
  }

  private void say(String first, String text) {
    console.print(Text.wrapped(first, clean(text)));
  }

  /** What an image or a feed says must not drive the terminal. */
  static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
