package dev.plinth.vuln.life;

import dev.plinth.vuln.json.JsonIn;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * endoflife.date, in any of its forms: the array of one product's cycles ({@code api/debian.json}),
 * version 1 of its API ({@code result}, one product or all of them, each with its {@code name} and
 * {@code releases}), its release data ({@code releases} by name), or many products by name. {@code
 * false} as a date is "not known to end", {@code true} "has ended".
 */
public final class EndOfLifeDates {
  private static final String LONG_AGO = "1970-01-01";

  private final JsonIn json;
  private final String file;
  private final List<Cycle> cycles = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();

  private EndOfLifeDates(JsonIn json, String file) {
    this.json = json;
    this.file = file;
  }

  /**
   * What was read.
   *
   * @param gaps releases that were not, one sentence each
   */
  public record Read(LifeTable table, List<String> gaps) {
    public Read {
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * Reads one file.
   *
   * @param in closed afterwards
   * @param file its name, which tells the product where the text does not
   */
  public static Read read(InputStream in, String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    String product = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    try (JsonIn json = new JsonIn(in, file)) {
      EndOfLifeDates reader = new EndOfLifeDates(json, file);
      json.documents(() -> {
        if (json.atArray()) {
          reader.releases(product);
        } else {
          json.object(member -> reader.member(product, member));
        }
      });
      return new Read(new LifeTable(reader.cycles, List.of()), reader.gaps);
    }
  }

  private void member(String product, String member) {
    if (member.equals("releases")) {
      releases(product);
    } else if (member.equals("result") && json.atArray()) {
      json.array(() -> result(product));
    } else if (member.equals("result") && json.atObject()) {
      result(product);
    } else if (json.atObject()) {
      json.object(part -> member(member, part));
    } else {
      json.skip();
    }
  }

  /** A product of the API, which says its name, before its releases or after. */
  private void result(String product) {
    if (!json.atObject()) {
      json.skip();
      return;
    }
    String[] named = {product};
    int from = cycles.size();
    json.object(part -> {
      if (part.equals("name") && json.atText()) {
        named[0] = json.text();
      } else if (part.equals("releases")) {
        releases(product);
      } else {
        json.skip();
      }
    });
    List<Cycle> own = cycles.subList(from, cycles.size());
    own.replaceAll(c -> new Cycle(named[0], c.cycle(), c.end(), c.extendedEnd(), c.source()));
  }

  private void releases(String product) {
    if (json.atObject()) {
      json.object(name -> release(product, name));
    } else {
      json.array(() -> release(product, ""));
    }
  }

  private void release(String product, String named) {
    String[] parts = {named, "", ""};
    boolean[] ended = {false};
    json.object(name -> {
      switch (name) {
        case "cycle", "releaseCycle", "name" -> parts[0] = json.text();
        case "eol", "eolFrom" -> parts[1] = date();
        case "isEol" -> {
          ended[0] = json.flag();
          json.skip();
        }
        case "eoes", "eoesFrom", "extendedSupport" -> parts[2] = date();
        default -> json.skip();
      }
    });
    var problem = json.takeProblem();
    if (problem.isPresent() || parts[0].isEmpty()) {
      gaps.add(
          file + ": a release of " + product + " was not read: " + problem.orElse("has no name"));
    } else {
      String end = parts[1].isEmpty() && ended[0] ? LONG_AGO : parts[1];
      cycles.add(new Cycle(product, parts[0], end, parts[2], file));
    }
  }

  private String date() {
    if (json.atText()) {
      return json.text();
    }
    String day = json.flag() ? LONG_AGO : "";
    json.skip();
    return day;
  }
}
