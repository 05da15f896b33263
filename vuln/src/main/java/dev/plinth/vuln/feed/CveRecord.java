package dev.plinth.vuln.feed;

import dev.plinth.vuln.Exploitation;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.advisory.Enrichment;
import dev.plinth.vuln.cvss.Cvss;
import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The members of one CVE record, as they come. */
final class CveRecord {
  private final JsonIn json;
  private String cve = "";
  private String assigner = "";
  private String updated = "";
  private String published = "";
  private String exploitedSince = "";
  private final String[] ssvc = {"", "", ""};
  private final List<Rating> ratings = new ArrayList<>();

  CveRecord(JsonIn json) {
    this.json = json;
  }

  String cve() {
    return cve;
  }

  String updated() {
    return updated;
  }

  Enrichment enrichment() {
    boolean decided = !ssvc[0].isEmpty();
    Exploitation known =
        new Exploitation(
            exploitedSince, false, Double.NaN, Double.NaN, decided ? String.join("/", ssvc) : "");
    // The record's own head may come after the ratings that it names.
    List<Rating> named =
        ratings.stream()
            .map(r ->
                r.origin() == Origin.CNA && !assigner.isEmpty()
                    ? new Rating(r.origin(), assigner, r.severity(), r.score(), r.vector())
                    : r)
            .distinct()
            .toList();
    return new Enrichment(cve, known, named, published);
  }

  void member(String name) {
    switch (name) {
      case "cveMetadata" ->
          json.object(part -> {
            switch (part) {
              case "cveId" -> cve = json.text();
              case "assignerShortName" -> assigner = json.text();
              case "dateUpdated" -> updated = json.text();
              case "datePublished" -> published = json.text();
              default -> json.skip();
            }
          });
      case "containers" ->
          json.object(part -> {
            switch (part) {
              case "cna" -> json.object(m -> container(m, Origin.CNA, ratings));
              case "adp" -> json.array(this::publisher);
              default -> json.skip();
            }
          });
      default -> json.skip();
    }
  }

  /** Others than CISA publish additions too; their ratings are a database's. */
  private void publisher() {
    String[] who = {""};
    List<Rating> found = new ArrayList<>();
    json.object(member -> {
      if (member.equals("providerMetadata")) {
        json.object(part -> {
          if (part.equals("shortName")) {
            who[0] = json.text();
          } else {
            json.skip();
          }
        });
      } else {
        container(member, Origin.CISA, found);
      }
    });
    boolean cisa = who[0].startsWith("CISA") || who[0].isEmpty();
    for (Rating rating : found) {
      ratings.add(
          new Rating(
              cisa ? Origin.CISA : Origin.DATABASE,
              cisa ? "cisa" : who[0],
              rating.severity(),
              rating.score(),
              rating.vector()));
    }
  }

  private void container(String member, Origin origin, List<Rating> into) {
    if (member.equals("metrics")) {
      json.objects(metric -> metric(metric, origin, into));
    } else {
      json.skip();
    }
  }

  private void metric(String metric, Origin origin, List<Rating> into) {
    if (metric.startsWith("cvssV")) {
      String[] parts = {"", ""};
      json.object(name -> {
        switch (name) {
          case "vectorString" -> parts[0] = json.text();
          case "baseSeverity" -> parts[1] = json.text();
          default -> json.skip();
        }
      });
      Severity computed = Cvss.severity(parts[0]);
      into.add(
          new Rating(
              origin,
              "cna",
              computed == Severity.UNKNOWN ? Severity.of(parts[1]) : computed,
              Cvss.score(parts[0]),
              parts[0]));
    } else if (metric.equals("other")) {
      json.object(part -> {
        if (part.equals("content") && json.atObject()) {
          json.object(name -> content(name, origin, into));
        } else {
          json.skip();
        }
      });
    } else {
      json.skip();
    }
  }

  private void content(String name, Origin origin, List<Rating> into) {
    switch (name) {
      // Apache, Red Hat and others rate in words ("Textual description of severity").
      case "text", "value" -> {
        Severity word = json.atText() ? Severity.of(json.text()) : Severity.UNKNOWN;
        if (word != Severity.UNKNOWN) {
          into.add(Rating.word(origin, "cna", word));
        }
      }
      case "dateAdded" -> exploitedSince = json.atText() ? json.text() : "";
      case "options" -> json.objects(this::option);
      default -> json.skip();
    }
  }

  private void option(String name) {
    int at =
        switch (name) {
          case "Exploitation" -> 0;
          case "Automatable" -> 1;
          case "Technical Impact" -> 2;
          default -> -1;
        };
    if (at < 0) {
      json.skip();
    } else {
      ssvc[at] = json.text().toLowerCase(Locale.ROOT);
    }
  }
}
