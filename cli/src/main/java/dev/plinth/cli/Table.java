package dev.plinth.cli;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns for people: text to the left, numbers to the right, no wrapped lines. */
final class Table {
  private final List<String> heads;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param heads column titles; one that starts with {@code >} is aligned to the right
   */
  Table(String... heads) {
    this.heads =
        java.util.Arrays.stream(heads).map(h -> h.startsWith(">") ? h.substring(1) : h).toList();
    this.right = java.util.Arrays.stream(heads).map(h -> h.startsWith(">")).toList();
  }

  void row(String... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + heads.size() + " columns");
    }
    rows.add(java.util.Arrays.stream(cells).map(Text::shown).toList());
  }

  String render() {
    List<Integer> widths = new ArrayList<>();
    for (int c = 0; c < heads.size(); c++) {
      int column = c;
      widths.add(
          Math.max(
              heads.get(c).length(),
              rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0)));
    }
    StringBuilder text = new StringBuilder();
    line(text, heads, widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      String space = " ".repeat(widths.get(c) - cells.get(c).length());
      line.append(c == 0 ? "" : "  ");
      line.append(right.get(c) ? space + cells.get(c) : cells.get(c) + space);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
