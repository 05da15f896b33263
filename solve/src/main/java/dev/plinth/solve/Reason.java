package dev.plinth.solve;

/**
 * Why a package is in the result.
 *
 * @param kind what brought it in
 * @param by the package whose relation it was; empty where it was asked for
 * @param relation that relation as written, or the wish; empty where it is the package's own name
 */
public record Reason(Kind kind, String by, String relation) {
  /** What brings a package in. */
  public enum Kind {
    REQUESTED,
    PRE_DEPENDS,
    DEPENDS,
    RECOMMENDS,
    SUGGESTS,
    /** Nothing in the result names it, but packages of its standing are never taken out again. */
    KEPT
  }

  @Override
  public String toString() {
    return switch (kind) {
      case REQUESTED -> relation.isEmpty() ? "requested" : "requested as " + relation;
      case KEPT -> "kept";
      case PRE_DEPENDS -> by + " pre-depends on " + relation;
      case DEPENDS -> by + " depends on " + relation;
      case RECOMMENDS -> by + " recommends " + relation;
      case SUGGESTS -> by + " suggests " + relation;
    };
  }
}
