package dev.plinth.vuln.oracle;

import dev.plinth.deb.DebVersions;
import dev.plinth.vuln.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The advisories of the shared data, row by row: the same facts as the comparison with other
 * scanners has, and Alpine's.
 */
final class Facts {
  private static final Set<String> OPEN = Set.of("needed", "deferred", "pending", "needs-triage");
  private static final Map<String, String> UBUNTU =
      Map.of(
          "trusty", "14.04", "xenial", "16.04", "bionic", "18.04", "disco", "19.04", "eoan",
          "19.10", "focal", "20.04");

  /** Packages whose version names the stream of their module, and how many of its numbers do. */
  private static final Map<String, Integer> STREAMS =
      Map.of(
          "nodejs",
          1,
          "postgresql",
          1,
          "redis",
          1,
          "php",
          2,
          "ruby",
          2,
          "nginx",
          2,
          "mariadb",
          2,
          "perl",
          2,
          "squid",
          1,
          "varnish",
          1);

  private Facts() {}

  /**
   * One row.
   *
   * @param fixed empty where there is none, {@code 0} where it never was affected
   * @param stream of the module, where there is one
   */
  record Fact(String family, String release, String pkg, String id, String fixed, String stream) {
    String row() {
      return String.join("\t", family, release, pkg, id, fixed, stream);
    }
  }

  static List<Fact> all() throws IOException {
    List<Fact> facts = new ArrayList<>();
    debian(facts);
    ubuntu(facts);
    almalinux(facts);
    alpine(facts);
    return facts;
  }

  /** The lowest version of a release whose changelog names the CVE. */
  private static void debian(List<Fact> facts) throws IOException {
    Map<List<String>, String> lowest =
        new java.util.TreeMap<>(java.util.Comparator.comparing(List::toString));
    for (List<String> row : SharedData.table("advisories/debian-changelog-cves.tsv.xz")) {
      String release = row.get(0).equals("bookworm") ? "12" : "13";
      lowest.merge(
          List.of(release, row.get(1), row.get(5)),
          row.get(2),
          (a, b) -> DebVersions.INSTANCE.compare(a, b) <= 0 ? a : b);
    }
    lowest.forEach((key, version) ->
        facts.add(new Fact("debian", key.get(0), key.get(1), key.get(2), version, "")));
  }

  private static void ubuntu(List<Fact> facts) throws IOException {
    for (List<String> row : SharedData.table("advisories/ubuntu-uct-2020.tsv.xz")) {
      String release = UBUNTU.get(row.get(1));
      String fixed = row.get(3).equals("released") ? row.get(4) : "";
      boolean known = !fixed.isEmpty() || OPEN.contains(row.get(3));
      if (release != null && known && (fixed.isEmpty() || DebVersions.INSTANCE.isValid(fixed))) {
        facts.add(new Fact("ubuntu", release, row.get(2), row.get(0), fixed, ""));
      }
    }
  }

  /** The advisories here do not name their streams; where a package's version does, it is taken. */
  private static void almalinux(List<Fact> facts) throws IOException {
    List<List<String>> rows = SharedData.table("advisories/almalinux-osv.tsv.xz");
    Map<String, String> streams = new HashMap<>();
    for (List<String> row : rows) {
      Integer numbers = STREAMS.get(row.get(2));
      if (numbers != null && row.get(3).contains(".module")) {
        String version = row.get(3).substring(row.get(3).indexOf(':') + 1);
        String[] parts = version.split("[.-]");
        String stream = numbers == 1 ? parts[0] : parts[0] + "." + parts[1];
        streams.put(row.get(0), row.get(2) + ":" + stream);
      }
    }
    for (List<String> row : rows) {
      boolean module = row.get(3).contains(".module");
      String stream = module ? streams.getOrDefault(row.get(0), "*") : "";
      if (row.get(0).startsWith("ALSA")) {
        facts.add(
            new Fact(
                "almalinux",
                row.get(1).substring(row.get(1).indexOf(':') + 1),
                row.get(2),
                row.get(0),
                row.get(3),
                stream));
      }
    }
  }

  /** By hand: release, then package, then version, then ids, one level a line's indentation. */
  private static void alpine(List<Fact> facts) throws IOException {
    String release = "";
    for (String line :
        SharedData.text("advisories/alpine-secdb-base.json").lines().map(String::strip).toList()) {
      if (line.startsWith("\"v")) {
        release = line.substring(1, line.indexOf('"', 1));
      } else if (line.startsWith("\"")) {
        String pkg = line.substring(1, line.indexOf('"', 1));
        var fixes = java.util.regex.Pattern.compile("\"([^\"]+)\":\\[([^\\]]*)\\]").matcher(line);
        while (fixes.find()) {
          for (String id : fixes.group(2).replace("\"", "").split(",")) {
            facts.add(new Fact("alpine", release, pkg, id, fixes.group(1), ""));
          }
        }
      }
    }
  }
}
