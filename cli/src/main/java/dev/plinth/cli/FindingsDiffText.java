package dev.plinth.cli;

import dev.plinth.app.scan.FindingsDiff;
import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.ScanOptions;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.app.scan.Scans;
import dev.plinth.vuln.match.Coverage;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Findings that only one of two has, for people and for scripts. */
final class FindingsDiffText {
  private static final int SHOWN = 20;
  private static final int MOST_NAME = 20;

  private FindingsDiffText() {}

  /** Scans both, and prints how they differ. */
  static int print(Console console, String before, String after) throws IOException {
    Scans scans = new Scans(console.settings());
    ScanOptions options = ScanOptions.usual(console.settings());
    Coverage coverage = new Coverage(Instant.now(), Coverage.WEEK);
    ScanReport first = scans.scan(new Scans.Request(before, "", ""), options, coverage);
    ScanReport second = scans.scan(new Scans.Request(after, "", ""), options, coverage);
    FindingsDiff diff =
        FindingsDiff.of(
            first.result(), first.inventory().items(), second.result(), second.inventory().items());
    if (console.json()) {
      ObjectNode top = JsonMapper.shared().createObjectNode();
      top.put("before", before);
      top.put("after", after);
      json(diff, top);
      top.put("unknownBefore", first.result().unknown().size());
      top.put("unknownAfter", second.result().unknown().size());
      console.print(top);
      return 0;
    }
    tables(console, diff, "only " + before, "only " + after);
    if (console.options().noTrunc) {
      table(console, "both", diff.remaining());
    }
    console.print(
        Text.wrapped(
            "",
            before
                + " → "
                + after
                + ": "
                + diff.removed().size()
                + " gone, "
                + diff.added().size()
                + " new, "
                + diff.remaining().size()
                + " in both"
                + (diff.untold().isEmpty() ? "" : ", " + diff.untold().size() + " not known")
                + "; packages unknown: "
                + first.result().unknown().size()
                + " → "
                + second.result().unknown().size()));
    if (first.knowsNothing() || second.knowsNothing()) {
      console.print("of one of them nothing could be judged: this is no comparison");
    }
    return 0;
  }

  static void tables(Console console, FindingsDiff diff, String gone, String fresh) {
    table(console, gone, diff.removed());
    table(console, fresh, diff.added());
    table(console, "cannot be told any more", diff.untold());
  }

  private static void table(Console console, String heading, List<FindingsDiff.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    console.print(heading + ": " + Text.count(rows.size(), "finding"));
    boolean all = console.options().noTrunc;
    List<FindingsDiff.Row> sorted =
        rows.stream()
            .sorted(
                Comparator.comparing((FindingsDiff.Row row) -> row.finding().severity())
                    .reversed()
                    .thenComparing(FindingsDiff.Row::id)
                    .thenComparing(FindingsDiff.Row::name))
            .limit(all ? Long.MAX_VALUE : SHOWN)
            .toList();
    Table table = new Table("  vulnerability", "severity", "package", "before", "after");
    for (FindingsDiff.Row row : sorted) {
      table.row(
          "  " + ScanText.clean(row.id()),
          ScanWords.rating(row.finding().severity()),
          cut(row.name(), MOST_NAME, all),
          ScanText.clean(row.before().isEmpty() ? "-" : row.before()),
          ScanText.clean(row.after().isEmpty() ? "-" : row.after()));
    }
    console.out().print(table.render());
    if (sorted.size() < rows.size()) {
      console.print("  … and " + (rows.size() - sorted.size()) + " more: --no-trunc");
    }
    console.print("");
  }

  private static String cut(String text, int most, boolean all) {
    String clean = ScanText.clean(text);
    return all || clean.length() <= most ? clean : clean.substring(0, most - 1) + "…";
  }

  static void json(FindingsDiff diff, ObjectNode top) {
    rows(diff.removed(), top.putArray("removed"));
    rows(diff.added(), top.putArray("added"));
    rows(diff.remaining(), top.putArray("remaining"));
    rows(diff.untold(), top.putArray("unknown"));
  }

  private static void rows(List<FindingsDiff.Row> rows, ArrayNode array) {
    for (FindingsDiff.Row row : rows) {
      ObjectNode node = array.addObject();
      node.put("id", row.id());
      node.put("package", row.name());
      node.put("source", row.finding().item().pkg().source());
      put(node, "versionBefore", row.before());
      put(node, "versionAfter", row.after());
      node.put("severity", ScanWords.severity(row.finding()));
      node.put("verdict", ScanWords.verdict(row.finding().verdict()));
      node.put("fixedVersion", Remedy.fixedVersion(row.finding()));
    }
  }

  private static void put(ObjectNode node, String name, String version) {
    if (version.isEmpty()) {
      node.putNull(name);
    } else {
      node.put(name, version);
    }
  }
}
