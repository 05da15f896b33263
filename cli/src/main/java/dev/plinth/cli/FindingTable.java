package dev.plinth.cli;

import dev.plinth.app.scan.Responsible;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.inventory.Item;
import dev.plinth.vuln.Exploitation;
import dev.plinth.vuln.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Findings as rows, each vulnerability once. A column of which nothing is known in the whole scan
 * is left out; the names of packages have what room is left.
 */
final class FindingTable {
  private static final int WIDTH = 100;
  private static final int LEAST_NAMES = 12;

  private final ScanReport report;
  private final boolean whole;
  private final List<Column> columns = new ArrayList<>();

  private record Column(String head, Function<List<Finding>, String> cell) {}

  /**
   * @param whole whether names are never cut
   */
  FindingTable(ScanReport report, boolean whole) {
    this.report = report;
    this.whole = whole;
    List<Finding> all = report.result().findings();
    columns.add(new Column("  vulnerability", same -> "  " + ScanText.clean(same.getFirst().id())));
    columns.add(new Column("severity", same -> ScanWords.rating(same.getFirst().severity())));
    if (all.stream().anyMatch(f -> f.exploitation().exploited())) {
      columns.add(new Column("KEV", same -> exploited(same.getFirst().exploitation())));
    }
    if (all.stream().anyMatch(f -> !Double.isNaN(f.exploitation().epss()))) {
      columns.add(new Column(">EPSS", same -> likely(same.getFirst().exploitation().epss())));
    }
    columns.add(new Column("package", same -> String.join(", ", names(items(same)))));
    columns.add(new Column(">layer", same -> layer(same.getFirst().item())));
    if (report.base().isPresent()) {
      columns.add(new Column("has to act", same -> acts(items(same))));
    }
  }

  private static String exploited(Exploitation known) {
    return known.exploited() ? "exploited" : "-";
  }

  /** The chance that it is attacked within thirty days. */
  private static String likely(double epss) {
    return Double.isNaN(epss) ? "-" : String.format(Locale.ROOT, "%.1f%%", epss * 100);
  }

  private static List<Item> items(List<Finding> findings) {
    return findings.stream().map(Finding::item).toList();
  }

  static List<String> names(List<Item> items) {
    return items.stream().map(i -> ScanText.clean(i.pkg().name())).distinct().toList();
  }

  private String layer(Item item) {
    return report.layer(item).isEmpty() ? "-" : String.valueOf(item.layer() + 1);
  }

  private String acts(List<Item> items) {
    return String.join(
        ", ",
        items.stream()
            .map(item -> report.responsible(item.layer()))
            .distinct()
            .map(Responsible::word)
            .toList());
  }

  String render(List<Finding> findings) {
    Map<String, List<Finding>> byId = new LinkedHashMap<>();
    findings.stream()
        .sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::id))
        .forEach(f -> byId.computeIfAbsent(f.id(), _ -> new ArrayList<>()).add(f));
    List<List<String>> rows = new ArrayList<>();
    for (List<Finding> same : byId.values()) {
      rows.add(columns.stream().map(column -> column.cell().apply(same)).toList());
    }
    int most = Math.max(LEAST_NAMES, WIDTH - others(rows));
    Table table = new Table(columns.stream().map(Column::head).toArray(String[]::new));
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row);
      cells.set(names(), cut(row.get(names()), most));
      table.row(cells.toArray(String[]::new));
    }
    return table.render();
  }

  private int names() {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).head().equals("package")) {
        return i;
      }
    }
    throw new IllegalStateException("a table without packages");
  }

  /** What all other columns take, with the spaces between. */
  private int others(List<List<String>> rows) {
    int sum = 0;
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      String head = columns.get(i).head();
      int width =
          Math.max(
              head.startsWith(">") ? head.length() - 1 : head.length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
      sum += (i == names() ? 0 : width) + (i == 0 ? 0 : 2);
    }
    return sum;
  }

  private String cut(String text, int most) {
    return whole || text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
