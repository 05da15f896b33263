package dev.plinth.cli;

import dev.plinth.app.scan.EndOfLife;
import dev.plinth.app.scan.Hidden;
import dev.plinth.app.scan.Opinions;
import dev.plinth.app.scan.Responsible;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.app.vex.VexRefused;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.UnownedFiles;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.match.ScanResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of a scan is beside its findings, for people. */
final class ScanNotes {
  private static final int MOST_NAMES = 12;
  private static final int MOST_GAPS = 10;
  private static final int MOST_PLACES = 20;
  private static final int MOST_PATH = 44;
  private static final int WIDTH = 100;

  /** What the other columns of the table of hygiene take, with the spaces between. */
  private static final int FIXED = 2 + "setuid of no package".length() + 2 + 2 + 5 + 2;

  private static final int ACTS = 2 + "application".length();

  private final Console console;
  private final ScanReport report;
  private final ScanResult result;

  ScanNotes(Console console, ScanReport report) {
    this.console = console;
    this.report = report;
    this.result = report.result();
  }

  void endOfLife() {
    for (EndOfLife one : report.endOfLife()) {
      console.print("");
      say(
          "end of life  ",
          (one.subject() + " " + one.version()).strip()
              + ": support ended"
              + (one.ended().isEmpty() ? "" : " " + one.ended())
              + (one.note().isEmpty() ? "" : "; " + one.note()));
    }
  }

  void hygiene() {
    if (!report.looked()) {
      console.print("");
      console.print("hygiene  not looked for, nor files of no package");
    }
    List<HygieneFinding> all = report.hygiene();
    if (!all.isEmpty()) {
      console.print("");
      console.print("hygiene: " + Text.count(all.size(), "place") + " that should not be so");
      boolean acts = report.base().isPresent();
      Table table =
          acts
              ? new Table("  what", "path", ">layer", "has to act", "detail")
              : new Table("  what", "path", ">layer", "detail");
      int path = all.stream().mapToInt(one -> one.path().length() + 1).max().orElse(0);
      int detail = WIDTH - FIXED - Math.min(MOST_PATH, path) - (acts ? ACTS : 0);
      int shown = console.options().noTrunc ? all.size() : Math.min(MOST_PLACES, all.size());
      for (HygieneFinding one : all.subList(0, shown)) {
        List<String> cells = new ArrayList<>();
        cells.add("  " + ScanWords.hygiene(one.kind()));
        cells.add(cut("/" + ScanText.clean(one.path()), MOST_PATH));
        cells.add(layer(one.layer()));
        if (acts) {
          cells.add(report.responsible(one.layer()).word());
        }
        cells.add(cut(ScanText.clean(one.detail()), detail));
        table.row(cells.toArray(String[]::new));
      }
      console.out().print(table.render());
      if (shown < all.size()) {
        console.print("  … and " + (all.size() - shown) + " more: --no-trunc");
      }
    }
    List<UnownedFiles> unowned = report.examination().unowned();
    if (!unowned.isEmpty()) {
      console.print("");
      say(
          "files    ",
          report.unowned()
              + " of no package: "
              + String.join(
                  "; ",
                  unowned.stream()
                      .map(one ->
                          (report.layer(one.layer()).isEmpty()
                                  ? ""
                                  : "layer " + (one.layer() + 1) + " has " + one.count() + ", ")
                              + "first /"
                              + (one.first().isEmpty() ? "" : one.first().getFirst()))
                      .limit(MOST_NAMES)
                      .toList()));
    }
  }

  private String layer(int number) {
    return report.layer(number).isEmpty() ? "-" : String.valueOf(number + 1);
  }

  private String cut(String text, int most) {
    return console.options().noTrunc || text.length() <= most
        ? text
        : text.substring(0, most - 1) + "…";
  }

  void unknown() {
    Map<String, List<Item>> reasons = new LinkedHashMap<>();
    for (ScanResult.UnknownPackage one : result.unknown()) {
      reasons.computeIfAbsent(one.reason(), _ -> new ArrayList<>()).add(one.item());
    }
    reasons.forEach((reason, items) -> {
      console.print("");
      say("unknown  ", Text.count(items.size(), "package") + ": " + reason);
      List<String> names = FindingTable.names(items);
      boolean all = names.size() <= MOST_NAMES || console.options().noTrunc;
      say(
          "         ",
          String.join(", ", all ? names : names.subList(0, MOST_NAMES))
              + (all ? "" : " and " + (names.size() - MOST_NAMES) + " more"));
    });
    for (ScanResult.Support one : result.support()) {
      if (one.support().limited()) {
        say("support  ", one.item().pkg().name() + ": support is limited. " + one.support().note());
      }
    }
    result.gaps().stream().limit(MOST_GAPS).forEach(gap -> say("not read ", gap));
    if (result.gaps().size() > MOST_GAPS) {
      console.print("not read " + (result.gaps().size() - MOST_GAPS) + " more: see -o json");
    }
  }

  void opinions() {
    Opinions opinions = report.opinions();
    boolean any =
        !opinions.vex().isEmpty()
            || !opinions.refused().isEmpty()
            || opinions.suppressions().stream().anyMatch(s -> s.expired() && s.covers() > 0);
    if (any) {
      console.print("");
    }
    for (Opinions.UsedVex used : opinions.vex()) {
      List<String> signers = used.source().signers();
      say(
          "vex  ",
          place(used.source().name())
              + " by "
              + used.source().document().by()
              + (signers.isEmpty()
                  ? ", your own word: "
                  : ", signed by " + String.join(", ", signers) + ": ")
              + "speaks of "
              + Text.count(used.applied(), "finding"));
    }
    for (VexRefused refused : opinions.refused()) {
      say("vex  ", place(refused.name()) + " not applied: " + place(refused.reason()));
    }
    for (Opinions.UsedSuppression used : opinions.suppressions()) {
      if (used.expired() && used.covers() > 0) {
        say(
            "expired  ",
            used.suppression().id()
                + (used.suppression().pkg().isEmpty() ? "" : " in " + used.suppression().pkg())
                + " was suppressed until "
                + used.suppression().expires()
                + " by "
                + used.suppression().owner()
                + ": it is shown again");
      }
    }
  }

  private String place(String name) {
    return shortened(name, console);
  }

  /** Digests are short where the user did not ask for whole ones. */
  static String shortened(String name, Console console) {
    return console.options().noTrunc
        ? name
        : name.replaceAll("(sha256:[0-9a-f]{12})[0-9a-f]+", "$1");
  }

  /** What is hidden, and what is left out; empty where nothing is. */
  String leftOut() {
    StringBuilder text = new StringBuilder();
    List<Hidden> hidden = report.opinions().hidden();
    if (!hidden.isEmpty()) {
      long byVex = count(hidden.stream().filter(h -> h.cause() instanceof Hidden.Cause.ByVex));
      long byOwner =
          count(hidden.stream().filter(h -> h.cause() instanceof Hidden.Cause.BySuppression));
      List<String> parts = new ArrayList<>();
      if (byVex > 0) {
        parts.add(byVex + " by VEX");
      }
      if (byOwner > 0) {
        parts.add(byOwner + " suppressed");
      }
      text.append("; hidden: ").append(String.join(", ", parts));
    }
    if (report.excluded().any()) {
      text.append("; excluded as the base's: ")
          .append(Text.count(report.excluded().packages(), "package"))
          .append(", ")
          .append(Text.count(report.excluded().findings(), "finding"));
    }
    return text.toString();
  }

  private static long count(java.util.stream.Stream<Hidden> hidden) {
    return hidden.map(h -> h.finding().id()).distinct().count();
  }

  /** Who has to act, where a base is known. */
  String responsible() {
    if (report.base().isEmpty() || report.excluded().any()) {
      return "";
    }
    return "; base " + count(Responsible.BASE) + ", application " + count(Responsible.APPLICATION);
  }

  private long count(Responsible who) {
    return result.findings().stream()
        .filter(f -> report.responsible(f.item().layer()) == who)
        .map(Finding::id)
        .distinct()
        .count();
  }

  private void say(String first, String text) {
    console.print(Text.wrapped(first, ScanText.clean(text)));
  }
}
