package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one OSV range, as they come. Events are sorted by version before they mean
 * anything (OSV schema, "Evaluation"): most databases write them rising; where the first one ends a
 * range, they are falling.
 */
final class OsvRange {
  private static final int MAX_EVENTS = 20_000;

  private String type = "";
  private final List<Event> events = new ArrayList<>();

  private enum Kind {
    INTRODUCED,
    FIXED,
    LAST_AFFECTED
  }

  private record Event(Kind kind, String version) {}

  void member(String name, JsonIn json) {
    switch (name) {
      case "type" -> type = json.text();
      case "events" -> json.array(() -> event(json));
      default -> json.skip();
    }
  }

  /** One event an object; old records have a beginning and an end in one, in any order. */
  private void event(JsonIn json) {
    int before = events.size();
    json.object(name -> {
      switch (name) {
        case "introduced" -> events.add(before, new Event(Kind.INTRODUCED, json.text()));
        case "fixed" -> events.add(new Event(Kind.FIXED, json.text()));
        case "last_affected" -> events.add(new Event(Kind.LAST_AFFECTED, json.text()));
        // "limit" bounds what of a repository is looked at, which says nothing of versions.
        default -> json.skip();
      }
    });
    if (events.size() > MAX_EVENTS) {
      events.clear();
      json.problem("has more than " + MAX_EVENTS + " events");
    }
  }

  /** Whether it is of versions, not of commits. */
  boolean ordersVersions() {
    return !type.equals("GIT");
  }

  List<VersionRange> ranges() {
    boolean falling = !events.isEmpty() && events.getFirst().kind != Kind.INTRODUCED;
    List<VersionRange> ranges = new ArrayList<>();
    @Nullable String introduced = null;
    for (Event event : falling ? events.reversed() : events) {
      boolean begins = event.kind == Kind.INTRODUCED;
      if (introduced != null) {
        ranges.add(
            new VersionRange(
                introduced,
                event.kind == Kind.FIXED ? event.version : "",
                event.kind == Kind.LAST_AFFECTED ? event.version : ""));
      }
      introduced = begins ? event.version : null;
    }
    if (introduced != null) {
      ranges.add(new VersionRange(introduced, "", ""));
    }
    return ranges;
  }
}
