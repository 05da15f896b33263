package dev.plinth.vuln.feed;

import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.advisory.VulnerabilityIds;
import dev.plinth.vuln.json.JsonIn;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alpine's secdb: by origin, the version that fixed ids; {@code 0} for what never affected it
 * (secdb README). Each repository of a release has a file of its own. Wolfi and Chainguard publish
 * the same form.
 */
public final class SecdbFeed implements FeedParser {
  private final String ecosystem;

  /**
   * @param ecosystem of files that do not say which release they are of ({@code Wolfi}); empty
   *     where they must
   */
  public SecdbFeed(String ecosystem) {
    this.ecosystem = ecosystem;
  }

  @Override
  public void parse(InputStream in, String file, FeedSink sink) {
    try (JsonIn json = new JsonIn(in, file)) {
      json.documents(() -> document(json, sink));
    }
  }

  private void document(JsonIn json, FeedSink sink) {
    String[] release = {""};
    String[] repository = {""};
    List<Map.Entry<String, Map<String, List<String>>>> packages = new ArrayList<>();
    json.object(name -> {
      switch (name) {
        case "distroversion" -> release[0] = json.text();
        case "reponame" -> repository[0] = json.text();
        case "packages" -> json.array(() -> packages.add(pkg(json)));
        default -> json.skip();
      }
      json.takeProblem().ifPresent(problem -> sink.gap(Gaps.sentence(json.what(), name, problem)));
    });
    String place = release[0].isEmpty() ? ecosystem : Ecosystems.ALPINE + ":" + release[0];
    if (place.isEmpty()) {
      sink.gap(Gaps.sentence(json.what(), "", "it does not say of which release it is"));
      return;
    }
    if (!release[0].isEmpty()) {
      sink.covers(place);
      if (!repository[0].isEmpty()) {
        sink.covers(Ecosystems.repository(place, repository[0]));
      }
    }
    packages.forEach(entry -> hand(place, entry.getKey(), entry.getValue(), sink));
  }

  private static Map.Entry<String, Map<String, List<String>>> pkg(JsonIn json) {
    String[] name = {""};
    Map<String, List<String>> fixes = new LinkedHashMap<>();
    json.object(member -> {
      if (!member.equals("pkg")) {
        json.skip();
        return;
      }
      json.object(part -> {
        switch (part) {
          case "name" -> name[0] = json.text();
          case "secfixes" -> json.object(v -> fixes.put(v, json.texts()));
          default -> json.skip();
        }
      });
    });
    return Map.entry(name[0], fixes);
  }

  private static void hand(
      String place, String name, Map<String, List<String>> fixes, FeedSink sink) {
    fixes.forEach((version, lines) -> {
      boolean never = version.equals("0");
      AffectedPackage affected =
          AffectedPackage.of(
              place,
              name,
              true,
              never ? Status.NOT_AFFECTED : Status.FIXED,
              never ? List.of() : List.of(VersionRange.until(version)));
      for (String line : lines) {
        for (String id : ids(line)) {
          sink.accept(Advisory.of(id, List.of(affected), List.of()));
        }
      }
    });
  }

  /**
   * The CVEs of a line, up to a remark; its first word where it has none: {@code CVE-2017-2616 (+
   * regression fix)}, {@code XSA-455 CVE-2024-31142}, {@code GHSA-…}.
   */
  private static List<String> ids(String line) {
    int remark = line.indexOf('(');
    String[] words =
        line.substring(0, remark < 0 ? line.length() : remark).strip().split("[\\s,;]+");
    List<String> cves = Arrays.stream(words).filter(VulnerabilityIds::isCve).distinct().toList();
    return !cves.isEmpty() ? cves : words[0].isEmpty() ? List.of() : List.of(words[0]);
  }
}
