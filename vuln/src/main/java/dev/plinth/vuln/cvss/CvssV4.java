package dev.plinth.vuln.cvss;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * CVSS v4.0, section 8: the published score of a vector's equivalence classes (its macrovector),
 * lowered by how far the vector is below the worst one of these classes.
 */
final class CvssV4 {
  private static final double TENTHS = 10;
  private static final double STEP = 0.1;

  /** Values of each metric from the worst down; the distance of two is that of their places. */
  private static final Map<String, String> LEVELS =
      Map.ofEntries(
          Map.entry("AV", "NALP"),
          Map.entry("AC", "LH"),
          Map.entry("AT", "NP"),
          Map.entry("PR", "NLH"),
          Map.entry("UI", "NPA"),
          Map.entry("VC", "HLN"),
          Map.entry("VI", "HLN"),
          Map.entry("VA", "HLN"),
          Map.entry("SC", "SHLN"),
          Map.entry("SI", "SHLN"),
          Map.entry("SA", "SHLN"),
          Map.entry("CR", "HML"),
          Map.entry("IR", "HML"),
          Map.entry("AR", "HML"),
          Map.entry("E", "APU"));

  private static final String[] EQ1 = {"AV", "PR", "UI"};
  private static final String[] EQ2 = {"AC", "AT"};
  private static final String[] EQ36 = {"VC", "VI", "VA", "CR", "IR", "AR"};
  private static final String[] EQ4 = {"SC", "SI", "SA"};

  /** Per class and level, the worst vectors of it, in the order of the metrics above. */
  private static final Map<String, List<String>> WORST =
      Map.ofEntries(
          Map.entry("1:0", List.of("NNN")),
          Map.entry("1:1", List.of("ANN", "NLN", "NNP")),
          Map.entry("1:2", List.of("PNN", "ALP")),
          Map.entry("2:0", List.of("LN")),
          Map.entry("2:1", List.of("HN", "LP")),
          Map.entry("3:00", List.of("HHHHHH")),
          Map.entry("3:01", List.of("HHLMMH", "HHHMMM")),
          Map.entry("3:10", List.of("LHHHHH", "HLHHHH")),
          Map.entry("3:11", List.of("LHLHMH", "LHHHMM", "HLHMHM", "HLLMHH", "LLHHHM")),
          Map.entry("3:21", List.of("LLLHHH")),
          Map.entry("4:0", List.of("HSS")),
          Map.entry("4:1", List.of("HHH")),
          Map.entry("4:2", List.of("LLL")));

  /** How many steps there are within a class and level (section 8.3, table of depths). */
  private static final Map<String, Integer> DEPTH =
      Map.ofEntries(
          Map.entry("1:0", 1),
          Map.entry("1:1", 4),
          Map.entry("1:2", 5),
          Map.entry("2:0", 1),
          Map.entry("2:1", 2),
          Map.entry("3:00", 7),
          Map.entry("3:01", 6),
          Map.entry("3:10", 8),
          Map.entry("3:11", 8),
          Map.entry("3:21", 10),
          Map.entry("4:0", 6),
          Map.entry("4:1", 5),
          Map.entry("4:2", 4));

  /** Made at first use. */
  private static final class Table {
    static final Map<String, Double> SCORES = read();

    private static Map<String, Double> read() {
      Map<String, Double> scores = new HashMap<>();
      try (InputStream in =
          Objects.requireNonNull(CvssV4.class.getResourceAsStream("macrovectors.tsv"))) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("\t"))
            .forEach(cells -> scores.put(cells[0], Double.parseDouble(cells[1])));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return scores;
    }
  }

  private final Map<String, String> metrics;

  private CvssV4(Map<String, String> metrics) {
    this.metrics = metrics;
  }

  static double score(Map<String, String> metrics) {
    CvssV4 vector = new CvssV4(metrics);
    return vector.complete() ? vector.score() : Double.NaN;
  }

  private boolean complete() {
    return LEVELS.entrySet().stream()
        .allMatch(e -> value(e.getKey()).length() == 1 && e.getValue().contains(value(e.getKey())));
  }

  private double score() {
    if (List.of("VC", "VI", "VA", "SC", "SI", "SA").stream().allMatch(m -> is(m, "N"))) {
      return 0;
    }
    int[] eq = classes();
    double own = table(eq, 0, 0);
    double lowered = 0;
    int counted = 0;
    double[] shares = {
      share(eq, own, 0, distance("1:" + eq[0], EQ1), DEPTH.getOrDefault("1:" + eq[0], 1)),
      share(eq, own, 1, distance("2:" + eq[1], EQ2), DEPTH.getOrDefault("2:" + eq[1], 1)),
      impactShare(eq, own),
      share(eq, own, 3, distance("4:" + eq[3], EQ4), DEPTH.getOrDefault("4:" + eq[3], 1)),
      share(eq, own, 4, 0, 1)
    };
    for (double share : shares) {
      if (!Double.isNaN(share)) {
        lowered += share;
        counted++;
      }
    }
    double value = own - (counted == 0 ? 0 : lowered / counted);
    return Math.round(Math.clamp(value, 0, TENTHS) * TENTHS + 1e-6) / TENTHS;
  }

  /** The proportional part of the way to the next lower macrovector; NaN where there is none. */
  private static double share(int[] eq, double own, int which, double distance, int depth) {
    return part(own - table(eq, which + 1, 0), distance, depth);
  }

  /** EQ3 and EQ6 count together, as not all of their combinations exist. */
  private double impactShare(int[] eq, double own) {
    String level = "3:" + eq[2] + eq[5];
    double next =
        eq[2] == 0 && eq[5] == 0
            ? Math.max(table(eq, 6, 0), table(eq, 3, 0))
            : eq[2] == 1 && eq[5] == 0
                ? table(eq, 6, 0)
                : eq[5] == 1 && eq[2] < 2 ? table(eq, 3, 0) : table(eq, 3, 6);
    return part(own - next, distance(level, EQ36), DEPTH.getOrDefault(level, 1));
  }

  private static double part(double available, double distance, int depth) {
    return available * distance / (depth * STEP);
  }

  /** The score of the macrovector with one or two classes (counted from 1) one level lower. */
  private static double table(int[] eq, int lower, int also) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < eq.length; i++) {
      key.append(eq[i] + (i + 1 == lower || i + 1 == also ? 1 : 0));
    }
    return Table.SCORES.getOrDefault(key.toString(), Double.NaN);
  }

  /** Steps below the first worst vector of the level that is nowhere better than this one. */
  private double distance(String level, String[] names) {
    for (String worst : WORST.getOrDefault(level, List.of())) {
      double sum = 0;
      boolean below = true;
      for (int i = 0; i < names.length; i++) {
        String levels = LEVELS.getOrDefault(names[i], "");
        int steps = levels.indexOf(value(names[i])) - levels.indexOf(worst.charAt(i));
        below &= steps >= 0;
        sum += steps * STEP;
      }
      if (below) {
        return sum;
      }
    }
    return 0;
  }

  private int[] classes() {
    boolean highC = is("VC", "H");
    boolean highI = is("VI", "H");
    boolean highA = is("VA", "H");
    boolean required =
        (is("CR", "H") && highC) || (is("IR", "H") && highI) || (is("AR", "H") && highA);
    boolean safety = is("SI", "S") || is("SA", "S");
    return new int[] {
      eq1(),
      is("AC", "L") && is("AT", "N") ? 0 : 1,
      highC && highI ? 0 : highC || highI || highA ? 1 : 2,
      safety ? 0 : is("SC", "H") || is("SI", "H") || is("SA", "H") ? 1 : 2,
      "APU".indexOf(value("E")),
      required ? 0 : 1
    };
  }

  private int eq1() {
    boolean network = is("AV", "N");
    boolean none = is("PR", "N");
    boolean silent = is("UI", "N");
    if (network && none && silent) {
      return 0;
    }
    return (network || none || silent) && !is("AV", "P") ? 1 : 2;
  }

  private boolean is(String metric, String value) {
    return value(metric).equals(value);
  }

  /** What counts: the modified value where there is one, the worst where nothing is said. */
  private String value(String metric) {
    String modified = metrics.getOrDefault("M" + metric, "X");
    String value = modified.equals("X") ? metrics.getOrDefault(metric, "X") : modified;
    if (!value.equals("X")) {
      return value;
    }
    return switch (metric) {
      case "E" -> "A";
      case "CR", "IR", "AR" -> "H";
      default -> "";
    };
  }
}
