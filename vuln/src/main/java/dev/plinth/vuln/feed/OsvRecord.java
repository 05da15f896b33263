package dev.plinth.vuln.feed;

import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.cvss.Cvss;
import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The members of one OSV record, as they come. */
final class OsvRecord {
  private static final int MAX_AFFECTED = 200_000;
  private static final String NO_TIME = "0001-01-01";

  String id = "";
  String modified = "";
  private String published = "";
  private String summary = "";
  private String databaseSeverity = "";
  private boolean withdrawn;
  private List<String> aliases = List.of();
  private List<String> upstream = List.of();
  private List<String> related = List.of();
  private List<Score> scores = List.of();
  private final List<OsvAffected> affected = new ArrayList<>();

  /**
   * An element of {@code severity}.
   *
   * @param type {@code CVSS_V3}, {@code Ubuntu}
   * @param value a vector or a word
   */
  record Score(String type, String value) {}

  void member(String name, JsonIn json) {
    switch (name) {
      case "id" -> id = json.text();
      case "modified" -> modified = json.text();
      case "published" -> published = time(json);
      case "summary" -> summary = json.text();
      case "withdrawn" -> withdrawn = !time(json).isEmpty();
      case "aliases" -> aliases = json.texts();
      case "upstream" -> upstream = json.texts();
      case "related" -> related = json.texts();
      case "severity" -> scores = scores(json);
      case "database_specific" -> databaseSpecific(json);
      case "affected" -> json.array(() -> affected(json));
      default -> json.skip();
    }
  }

  /** A time; empty where it is that of a program which knew none (Go's zero time). */
  private static String time(JsonIn json) {
    String time = json.text();
    return time.startsWith(NO_TIME) ? "" : time;
  }

  private void affected(JsonIn json) {
    OsvAffected element = new OsvAffected();
    json.object(name -> element.member(name, json));
    if (affected.size() == MAX_AFFECTED) {
      json.problem("has more than " + MAX_AFFECTED + " elements");
    } else {
      affected.add(element);
    }
  }

  private void databaseSpecific(JsonIn json) {
    if (!json.atObject()) {
      json.skip();
      return;
    }
    json.object(name -> {
      if (name.equals("severity") && json.atText()) {
        databaseSeverity = json.text();
      } else {
        json.skip();
      }
    });
  }

  static List<Score> scores(JsonIn json) {
    List<Score> scores = new ArrayList<>();
    json.array(() -> {
      String[] score = {"", ""};
      json.object(name -> {
        switch (name) {
          case "type" -> score[0] = json.text();
          case "score" -> score[1] = json.text();
          default -> json.skip();
        }
      });
      scores.add(new Score(score[0], score[1]));
    });
    return scores;
  }

  Advisory advisory() {
    var packages =
        affected.stream().flatMap(a -> a.packages(id, summary).stream()).distinct().toList();
    List<Rating> ratings = new ArrayList<>(ratings(id, scores));
    Severity word = Severity.of(databaseSeverity);
    if (word == Severity.UNKNOWN && fromVendor(id) && summary.contains(": ")) {
      // Red Hat's rebuilders and Red Hat put the impact in front: "Important: nodejs:18 …".
      word = Severity.of(summary.substring(0, summary.indexOf(": ")));
    }
    if (word != Severity.UNKNOWN) {
      ratings.add(Rating.word(origin(id), source(id), word));
    }
    return new Advisory(
        id,
        aliases,
        upstream,
        related,
        withdrawn,
        modified,
        packages,
        distinct(ratings),
        published);
  }

  static List<Rating> ratings(String id, List<Score> scores) {
    List<Rating> ratings = new ArrayList<>();
    for (Score score : scores) {
      if (score.type.startsWith("CVSS")) {
        ratings.add(
            new Rating(
                origin(id),
                source(id),
                Cvss.severity(score.value),
                Cvss.score(score.value),
                score.value));
      } else if (!score.value.isEmpty()) {
        ratings.add(
            Rating.word(
                Origin.DISTRIBUTION,
                score.type.toLowerCase(Locale.ROOT),
                Severity.of(score.value)));
      }
    }
    return distinct(ratings);
  }

  private static List<Rating> distinct(List<Rating> ratings) {
    return ratings.stream().distinct().toList();
  }

  /** Vectors of Red Hat's own records are its own; others pass on what they found elsewhere. */
  private static Origin origin(String id) {
    return fromVendor(id) ? Origin.DISTRIBUTION : Origin.DATABASE;
  }

  private static boolean fromVendor(String id) {
    return switch (prefix(id)) {
      case "RHSA", "RHBA", "RHEA", "ALSA", "ALBA", "ALEA", "RLSA", "RLBA", "RXSA", "SUSE" -> true;
      default -> false;
    };
  }

  private static String source(String id) {
    return prefix(id).toLowerCase(Locale.ROOT);
  }

  private static String prefix(String id) {
    int end = 0;
    while (end < id.length() && id.charAt(end) != '-' && id.charAt(end) != ':') {
      end++;
    }
    return id.substring(0, end);
  }
}
