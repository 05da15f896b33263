package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of one OSV range, as they come: events are taken in the order they stand in. */
final class OsvRange {
  private static final int MAX_RANGES = 10_000;

  private String type = "";
  private final List<VersionRange> ranges = new ArrayList<>();
  private @Nullable String introduced;

  void member(String name, JsonIn json) {
    switch (name) {
      case "type" -> type = json.text();
      case "events" -> json.objects(event -> event(event, json));
      default -> json.skip();
    }
  }

  private void event(String event, JsonIn json) {
    switch (event) {
      case "introduced" -> {
        end("", "");
        introduced = json.text();
      }
      case "fixed" -> end(json.text(), "");
      case "last_affected" -> end("", json.text());
      // "limit" bounds what of a repository is looked at, which says nothing of versions.
      default -> json.skip();
    }
    if (ranges.size() > MAX_RANGES) {
      ranges.clear();
      json.problem("has more than " + MAX_RANGES + " events");
    }
  }

  private void end(String fixed, String last) {
    if (introduced != null) {
      ranges.add(new VersionRange(introduced, fixed, last));
    }
    introduced = null;
  }

  /** Whether it is of versions, not of commits. */
  boolean ordersVersions() {
    return !type.equals("GIT");
  }

  List<VersionRange> ranges() {
    end("", "");
    return ranges;
  }
}
