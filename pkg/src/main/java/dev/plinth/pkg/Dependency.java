package dev.plinth.pkg;

/**
 * One alternative of a relation: a name, perhaps bound to versions.
 *
 * @param name of a real or virtual package
 * @param architecture qualifier after the colon ({@code any}, {@code native}, {@code amd64}); empty
 *     where there is none
 * @param operator how the installed version must compare to {@code version}; {@link Operator#ANY}
 *     where any version will do
 * @param version empty with {@link Operator#ANY}
 */
public record Dependency(String name, String architecture, Operator operator, String version) {
  /** How versions must compare. */
  public enum Operator {
    ANY(""),
    LESS("<<"),
    AT_MOST("<="),
    EQUAL("="),
    AT_LEAST(">="),
    GREATER(">>");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /** As Debian writes it. */
    public String symbol() {
      return symbol;
    }
  }

  public static Dependency on(String name) {
    return new Dependency(name, "", Operator.ANY, "");
  }

  /** Whether {@code candidate} satisfies the bound; names are not looked at. */
  public boolean admits(String candidate, VersionScheme versions) {
    if (operator == Operator.ANY) {
      return true;
    }
    int order = versions.compare(candidate, version);
    return switch (operator) {
      case ANY -> true;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case EQUAL -> order == 0;
      case AT_LEAST -> order >= 0;
      case GREATER -> order > 0;
    };
  }

  @Override
  public String toString() {
    String bound = operator == Operator.ANY ? "" : " (" + operator.symbol() + " " + version + ")";
    return name + (architecture.isEmpty() ? "" : ":" + architecture) + bound;
  }
}
