package dev.plinth.deb;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Dependency.Operator;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.List;

/** Relation fields (deb-control(5); Debian Policy 7.1): {@code a (>= 1) [amd64] | b:any, c}. */
public final class DebRelations {
  private static final int MOST_LENGTH = 1 << 20;

  private final String text;
  private final String where;
  private int at;

  private DebRelations(String text, String where) {
    this.text = text;
    this.where = where;
  }

  /**
   * Reads one field.
   *
   * @param architecture alternatives that are restricted to others are left out
   * @param where for errors: {@code Depends of libc6}
   */
  public static List<Relation> parse(
      Relation.Kind kind, String text, String architecture, String where) {
    if (text.length() > MOST_LENGTH) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          where + " has " + text.length() + " characters",
          "do not use this index");
    }
    return new DebRelations(text, where).relations(kind, architecture);
  }

  private List<Relation> relations(Relation.Kind kind, String architecture) {
    List<Relation> relations = new ArrayList<>();
    skipSpace();
    while (at < text.length()) {
      if (text.charAt(at) == ',') {
        at++;
        skipSpace();
        continue;
      }
      List<Dependency> alternatives = new ArrayList<>(2);
      alternative(alternatives, architecture);
      while (at < text.length() && text.charAt(at) == '|') {
        at++;
        skipSpace();
        alternative(alternatives, architecture);
      }
      if (!alternatives.isEmpty()) {
        relations.add(new Relation(kind, alternatives));
      }
      if (at < text.length() && text.charAt(at) != ',') {
        throw bad("'" + text.charAt(at) + "' stands where a comma should");
      }
    }
    return relations;
  }

  private void alternative(List<Dependency> alternatives, String architecture) {
    String name = word("|,()[]<>: \t\n");
    if (name.isEmpty()) {
      throw bad("a name is missing");
    }
    String qualifier = "";
    if (peek(':')) {
      at++;
      qualifier = word("|,()[]<> \t\n");
    }
    skipSpace();
    Operator operator = Operator.ANY;
    String version = "";
    if (peek('(')) {
      at++;
      skipSpace();
      operator = operator();
      skipSpace();
      version = word(") \t\n");
      skipSpace();
      if (!peek(')') || version.isEmpty()) {
        throw bad("the version of " + name + " does not end");
      }
      at++;
      skipSpace();
    }
    boolean here = true;
    if (peek('[')) {
      here = admits(bracketed(']'), architecture);
    }
    while (peek('<')) {
      // Build profiles: none is active in an index of binaries.
      here &= bracketed('>').contains("!");
    }
    if (here) {
      alternatives.add(new Dependency(name, qualifier, operator, version));
    }
  }

  private Operator operator() {
    int from = at;
    while (at < text.length() && "<>=".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return switch (text.substring(from, at)) {
      case "<<" -> Operator.LESS;
      // The single signs are the old form of "or equal" (deb-control(5)).
      case "<=", "<" -> Operator.AT_MOST;
      case "=" -> Operator.EQUAL;
      case ">=", ">" -> Operator.AT_LEAST;
      case ">>" -> Operator.GREATER;
      default -> throw bad("'" + text.substring(from, at) + "' does not compare versions");
    };
  }

  private static boolean admits(String list, String architecture) {
    boolean positive = false;
    for (String entry : list.trim().split("\\s+")) {
      boolean not = entry.startsWith("!");
      String name = not ? entry.substring(1) : entry;
      boolean match =
          name.equals(architecture)
              || name.equals("any")
              || name.equals("linux-any")
              || name.equals("any-" + architecture);
      if (match) {
        return !not;
      }
      positive |= !not;
    }
    return !positive;
  }

  private String bracketed(char end) {
    int close = text.indexOf(end, at);
    if (close < 0) {
      throw bad("'" + text.charAt(at) + "' does not end");
    }
    String inside = text.substring(at + 1, close);
    at = close + 1;
    skipSpace();
    return inside;
  }

  private String word(String stops) {
    int from = at;
    while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private PlinthException bad(String what) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        where + " is not a list of relations: " + what + " (character " + (at + 1) + ")",
        "the index or package is damaged");
  }
}
