package dev.plinth.vuln.feed;

import dev.plinth.inventory.system.Releases;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.json.JsonIn;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON export of Debian's security tracker: source package, then id, then release by codename,
 * with {@code status}, {@code fixed_version} ({@code 0} where it never was affected), {@code
 * urgency} and {@code nodsa}.
 */
final class TrackerFeed implements FeedParser {
  @Override
  public void parse(InputStream in, String file, FeedSink sink) {
    try (JsonIn json = new JsonIn(in, file)) {
      json.documents(
          () -> json.object(pkg -> json.object(id -> vulnerability(json, pkg, id, sink))));
    }
  }

  private static void vulnerability(JsonIn json, String pkg, String id, FeedSink sink) {
    List<AffectedPackage> affected = new ArrayList<>();
    json.object(member -> {
      if (member.equals("releases")) {
        json.object(codename -> affected.add(release(json, pkg, codename)));
      } else {
        json.skip();
      }
    });
    var problem = json.takeProblem();
    if (problem.isPresent()) {
      sink.gap(Gaps.sentence(json.what(), pkg + " " + id, problem.get()));
    } else {
      sink.accept(Advisory.of(id, affected, List.of()));
    }
  }

  private static AffectedPackage release(JsonIn json, String pkg, String codename) {
    Line line = new Line();
    json.object(name -> line.member(name, json));
    AffectedPackage affected =
        AffectedPackage.of(ecosystem(codename), pkg, true, line.status(json), line.ranges());
    return affected.noting(line.note).rated(ratings(line.urgency));
  }

  /** The release of a codename; the codename itself where it has no version (sid). */
  static String ecosystem(String codename) {
    return Ecosystems.DEBIAN + ":" + Releases.version("debian", codename).orElse(codename);
  }

  /** Two stars mark what the tracker took from NVD. */
  static List<Rating> ratings(String urgency) {
    boolean foreign = urgency.endsWith("**");
    Severity severity = Severity.of(urgency.replace("*", ""));
    return severity == Severity.UNKNOWN
        ? List.of()
        : List.of(
            Rating.word(
                foreign ? Origin.DATABASE : Origin.DISTRIBUTION,
                foreign ? "nvd" : "debian",
                severity));
  }

  /** What stands under one release. */
  private static final class Line {
    private String state = "";
    private String fixed = "";
    private String urgency = "";
    private String note = "";
    private String reason = "";
    private boolean noAdvisory;

    void member(String name, JsonIn json) {
      switch (name) {
        case "status" -> state = json.text();
        case "fixed_version" -> fixed = json.text();
        case "urgency" -> urgency = json.text();
        case "nodsa" -> {
          note = json.text();
          noAdvisory = true;
        }
        case "nodsa_reason" -> reason = json.text();
        default -> json.skip();
      }
    }

    Status status(JsonIn json) {
      if (fixed.equals("0")) {
        return Status.NOT_AFFECTED;
      }
      Status said =
          switch (state) {
            case "resolved" -> Status.FIXED;
            case "open" -> noAdvisory ? withoutAdvisory() : Status.UNFIXED;
            case "undetermined" -> Status.UNDETERMINED;
            default -> {
              json.problem("has a status that is not known");
              yield Status.UNDETERMINED;
            }
          };
      return switch (urgency) {
        case "unimportant" -> said == Status.UNDETERMINED ? said : Status.UNIMPORTANT;
        case "end-of-life" -> said == Status.FIXED ? said : Status.END_OF_LIFE;
        default -> said;
      };
    }

    private Status withoutAdvisory() {
      return switch (reason) {
        case "ignored" -> Status.IGNORED;
        case "postponed" -> Status.POSTPONED;
        default -> Status.NO_DSA;
      };
    }

    List<VersionRange> ranges() {
      boolean never = fixed.equals("0");
      return never ? List.of() : List.of(VersionRange.until(state.equals("resolved") ? fixed : ""));
    }
  }
}
