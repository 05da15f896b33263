package dev.plinth.cli;

import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.inventory.Item;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.match.ScanResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scan for people: by what there is to do, then what cannot be told. */
final class ScanText {
  private static final int MOST_CELL = 44;
  private static final int MOST_NAMES = 12;
  private static final int MOST_GAPS = 10;

  private final Console console;
  private final ScanReport report;
  private final ScanResult result;

  ScanText(Console console, ScanReport report) {
    this.console = console;
    this.report = report;
    this.result = report.result();
  }

  void print() {
    head();
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
    unknown();
    summary();
  }

  private void head() {
    say("", result.subject() + "  " + result.distribution());
    result
        .life()
        .ifPresent(life ->
            say(
                "support  ",
                switch (life.phase()) {
                  case SUPPORTED ->
                      life.cycle().end().isEmpty() ? "goes on" : "until " + life.cycle().end();
                  case EXTENDED ->
                      "ended for everybody "
                          + life.cycle().end()
                          + ", extended until "
                          + life.cycle().extendedEnd();
                  case ENDED -> "ENDED " + life.cycle().end() + ": nobody fixes anything any more";
                }));
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
            + (remedy.subscription() ? " (needs a subscription)" : ""));
    table(remedy.findings());
  }

  private void table(List<Finding> findings) {
    Map<String, List<Finding>> byId = new LinkedHashMap<>();
    findings.stream()
        .sorted(
            java.util.Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::id))
        .forEach(f -> byId.computeIfAbsent(f.id(), _ -> new ArrayList<>()).add(f));
    Table table = new Table("  vulnerability", "severity", "package", "layer");
    byId.forEach((id, same) -> {
      Finding first = same.getFirst();
      String severity =
          rating(first.severity()) + (first.exploitation().exploited() ? ", exploited" : "");
      table.row(
          "  " + clean(id),
          severity,
          cut(String.join(", ", names(same.stream().map(Finding::item).toList()))),
          layer(first.item()));
    });
    console.out().print(table.render());
  }

  private static List<String> names(List<Item> items) {
    return items.stream().map(i -> clean(i.pkg().name())).distinct().toList();
  }

  /** For people, unrated is not the same word as what cannot be told. */
  private static String rating(Severity severity) {
    return severity == Severity.UNKNOWN ? "unrated" : ScanWords.severity(severity);
  }

  private String layer(Item item) {
    return report.layer(item).isEmpty() ? "-" : String.valueOf(item.layer() + 1);
  }

  private void unknown() {
    Map<String, List<Item>> reasons = new LinkedHashMap<>();
    for (ScanResult.UnknownPackage one : result.unknown()) {
      reasons.computeIfAbsent(one.reason(), _ -> new ArrayList<>()).add(one.item());
    }
    reasons.forEach((reason, items) -> {
      console.print("");
      say("unknown  ", Text.count(items.size(), "package") + ": " + reason);
      List<String> names = names(items);
      boolean all = names.size() <= MOST_NAMES || console.options().noTrunc;
      say(
          "         ",
          String.join(", ", all ? names : names.subList(0, MOST_NAMES))
              + (all ? "" : " and " + (names.size() - MOST_NAMES) + " more"));
    });
    for (ScanResult.Support one : result.support()) {
      String what =
          one.support().limited() ? "support is limited" : "support ended " + one.support().ended();
      say("support  ", one.item().pkg().name() + ": " + what + ". " + one.support().note());
    }
    result.gaps().stream().limit(MOST_GAPS).forEach(gap -> say("not read ", gap));
    if (result.gaps().size() > MOST_GAPS) {
      console.print("not read " + (result.gaps().size() - MOST_GAPS) + " more: see -o json");
    }
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
        severities.add(count + " " + rating(severity));
      }
    }
    text.append(severities.isEmpty() ? "" : " (" + String.join(", ", severities) + ")");
    long fixable = report.fixable().stream().map(Finding::id).distinct().count();
    text.append(", ").append(fixable).append(" with a fix");
    say("", text.toString());
    if (report.knowsNothing()) {
      console.print("nothing could be judged: this is no sign of safety");
    }
  }

  private void say(String first, String text) {
    console.print(Text.wrapped(first, clean(text)));
  }

  private String cut(String text) {
    return text.length() <= MOST_CELL || console.options().noTrunc
        ? text
        : text.substring(0, MOST_CELL - 1) + "…";
  }

  /** What an image or a feed says must not drive the terminal. */
  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
