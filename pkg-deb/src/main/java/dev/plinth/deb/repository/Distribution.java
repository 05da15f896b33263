package dev.plinth.deb.repository;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Nearest;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A distribution as rows of data: which suites it has, and which keys sign them. A new one is a few
 * lines in {@code distributions.tsv}.
 *
 * @param name {@code debian/bookworm}
 * @param rows in the order of the table, the base suite first
 */
public record Distribution(String name, List<Row> rows) {
  private static final String TABLE = "distributions.tsv";

  public Distribution {
    rows = List.copyOf(rows);
  }

  /** What a suite is to its distribution. */
  public enum Role {
    BASE,
    UPDATES,
    SECURITY,
    /** Only by choice. */
    BACKPORTS
  }

  /**
   * One suite.
   *
   * @param suite below {@code dists/}
   * @param archive the name that its root's path ends in by convention
   * @param components all that it has
   * @param keys fingerprints of the primary keys that may sign it
   */
  public record Row(
      Role role, String suite, String archive, List<String> components, List<String> keys) {}

  /** The distribution of that name; else an error with the nearest one. */
  public static Distribution find(String name) {
    List<Row> rows = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    for (String line : table().split("\n", -1)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\t", -1);
      names.add(cells[0]);
      if (cells[0].equals(name)) {
        rows.add(
            new Row(
                Role.valueOf(cells[1]),
                cells[2],
                cells[3],
                List.of(cells[4].split(" ", -1)),
                List.of(cells[5].split(" ", -1))));
      }
    }
    if (rows.isEmpty()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, "the distribution '" + name + "' is not known", hint(name, names));
    }
    return new Distribution(name, rows);
  }

  private static String hint(String name, TreeSet<String> names) {
    List<String> near = Nearest.of(name, names, 1);
    String meant = near.isEmpty() ? "" : "did you mean " + near.getFirst() + "? ";
    return meant + "known are " + String.join(", ", names);
  }

  private static String table() {
    try (InputStream in = Distribution.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(TABLE + " cannot be read", e);
    }
  }

  /**
   * The suites to resolve against: base, updates and security where there are any, backports by
   * choice.
   *
   * @param components wanted, of each suite that has them; {@code main} where empty
   * @param keys gives the verifier for a row's fingerprints
   */
  public List<Suite> suites(
      List<String> components,
      boolean backports,
      boolean allowExpired,
      Function<List<String>, ReleaseVerifier> keys) {
    List<String> wanted = components.isEmpty() ? List.of("main") : components;
    List<Suite> suites = new ArrayList<>();
    for (Row row : rows) {
      if (row.role == Role.BACKPORTS && !backports) {
        continue;
      }
      for (String component : wanted) {
        if (!row.components.contains(component)) {
          throw new PlinthException(
              ErrorCode.BAD_INPUT,
              name + " has no component '" + component + "'",
              "it has " + String.join(", ", row.components));
        }
      }
      String suiteName = distributor() + "/" + row.suite;
      suites.add(
          new Suite(
              suiteName,
              row.suite,
              row.archive,
              wanted,
              allowExpired,
              Optional.empty(),
              keys.apply(row.keys)));
    }
    if (backports && suites.stream().noneMatch(suite -> suite.suite().endsWith("-backports"))) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, name + " has no backports", "remove backports from the spec");
    }
    return suites;
  }

  private String distributor() {
    return name.substring(0, name.indexOf('/'));
  }
}
