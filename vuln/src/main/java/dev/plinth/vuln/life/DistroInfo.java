package dev.plinth.vuln.life;

import dev.plinth.vuln.feed.Csv;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * distro-info-data: {@code debian.csv} and {@code ubuntu.csv}. Support for everybody ends at {@code
 * eol} ({@code eol-server} of old Ubuntu, where that is later), what goes on at {@code eol-lts} or
 * {@code eol-esm}.
 */
public final class DistroInfo {
  private DistroInfo() {}

  /**
   * Reads one file.
   *
   * @param in closed afterwards
   * @param file names it in errors, and as the source
   * @param product {@code debian} or {@code ubuntu}
   */
  public static LifeTable read(InputStream in, String file, String product) {
    List<Cycle> cycles = new ArrayList<>();
    try (Csv csv = new Csv(in, file)) {
      List<String> head = csv.next().orElse(List.of());
      for (Optional<List<String>> line = csv.next(); line.isPresent(); line = csv.next()) {
        List<String> cells = line.get();
        String version = cell(head, cells, "version").replace(" LTS", "");
        String eol = cell(head, cells, "eol");
        String server = cell(head, cells, "eol-server");
        String extended = cell(head, cells, "eol-lts") + cell(head, cells, "eol-esm");
        if (!version.isEmpty()) {
          String end = server.compareTo(eol) > 0 ? server : eol;
          cycles.add(new Cycle(product, version, end, extended, file));
        }
      }
    }
    return new LifeTable(cycles, List.of());
  }

  private static String cell(List<String> head, List<String> cells, String name) {
    int at = head.indexOf(name);
    return at >= 0 && at < cells.size() ? cells.get(at) : "";
  }
}
