package dev.plinth.vuln.feed;

import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines below one id of Debian's tracker, and what they mean together (security-tracker,
 * "Syntax of the lists"): a line without a release is about unstable, and holds for every release
 * without one of its own; {@code no-dsa}, {@code ignored} and {@code postponed} say what will not
 * be done about it, not since when it is fixed, which unstable's line says.
 */
final class TrackerLines {
  private final Map<String, List<Line>> byPackage = new LinkedHashMap<>();

  /** One line. */
  static final class Line {
    private String release = "";
    private String pkg = "";
    private String kind = "";
    private String version = "";
    private String severity = "";
    private String note = "";

    void member(String name, JsonIn json) {
      switch (name) {
        case "Release" -> release = json.text();
        case "Package" -> pkg = json.text();
        case "Kind" -> kind = json.text();
        case "Version" -> version = json.text();
        case "Severity" -> severity = json.text();
        case "Description" -> note = json.text();
        default -> json.skip();
      }
    }
  }

  void add(Line line, JsonIn json) {
    if (line.pkg.isEmpty() || (line.kind.equals("fixed") && line.version.isEmpty())) {
      json.problem("has a line without package or version");
    }
    byPackage.computeIfAbsent(line.pkg, _ -> new ArrayList<>()).add(line);
  }

  /**
   * What they say by release.
   *
   * @param advisory whether they are of a DSA or DLA, which says nothing of other releases
   */
  List<AffectedPackage> affected(boolean advisory) {
    List<AffectedPackage> affected = new ArrayList<>();
    for (List<Line> lines : byPackage.values()) {
      Line unstable =
          advisory
              ? null
              : lines.stream().filter(l -> l.release.isEmpty()).findFirst().orElse(null);
      for (Line line : lines) {
        boolean itp = line.kind.equals("itp") || line.release.equals("experimental");
        if (!itp && !(advisory && line.release.isEmpty())) {
          affected.add(affected(line, unstable));
        }
      }
    }
    return affected;
  }

  private static AffectedPackage affected(Line line, @Nullable Line unstable) {
    String place = line.release.isEmpty() ? Ecosystems.DEBIAN : TrackerFeed.ecosystem(line.release);
    String severity =
        line.severity.isEmpty() && unstable != null ? unstable.severity : line.severity;
    Status said = status(line.kind);
    boolean counts = said != Status.NOT_AFFECTED && said != Status.UNDETERMINED;
    Status status = severity.equals("unimportant") && counts ? Status.UNIMPORTANT : said;
    return AffectedPackage.of(place, line.pkg, true, status, ranges(line, unstable))
        .noting(line.note)
        .rated(TrackerFeed.ratings(severity));
  }

  private static List<VersionRange> ranges(Line line, @Nullable Line unstable) {
    return switch (line.kind) {
      case "not-affected" -> List.of();
      case "fixed" -> List.of(VersionRange.until(line.version));
      case "no-dsa", "ignored", "postponed" ->
          List.of(
              VersionRange.until(
                  unstable != null && unstable.kind.equals("fixed") ? unstable.version : ""));
      default -> List.of(VersionRange.until(""));
    };
  }

  /** What left unstable ("removed") is as open as it was, wherever it still is. */
  private static Status status(String kind) {
    return switch (kind) {
      case "fixed" -> Status.FIXED;
      case "not-affected" -> Status.NOT_AFFECTED;
      case "no-dsa" -> Status.NO_DSA;
      case "ignored" -> Status.IGNORED;
      case "postponed" -> Status.POSTPONED;
      case "end-of-life" -> Status.END_OF_LIFE;
      case "unfixed", "removed" -> Status.UNFIXED;
      default -> Status.UNDETERMINED;
    };
  }
}
