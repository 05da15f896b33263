package dev.plinth.solve;

import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One relation of a {@link Version}: terms of which one must hold, or all must not. */
final class Clause {
  final Version owner;
  final Relation relation;
  private @Nullable List<Term> terms;

  Clause(Version owner, Relation relation) {
    this.owner = owner;
    this.relation = relation;
  }

  Relation.Kind kind() {
    return relation.kind();
  }

  boolean isNegative() {
    return kind() == Relation.Kind.CONFLICTS || kind() == Relation.Kind.BREAKS;
  }

  /** Whether the package is broken where it does not hold. */
  boolean isCritical() {
    return isNegative() || kind() == Relation.Kind.DEPENDS || kind() == Relation.Kind.PRE_DEPENDS;
  }

  List<Term> terms() {
    if (terms == null) {
      terms = new ArrayList<>(relation.alternatives().size());
      for (Dependency dependency : relation.alternatives()) {
        terms.add(
            new Term(
                this,
                dependency,
                owner.entry.universe.target(dependency.name(), dependency.architecture())));
      }
    }
    return terms;
  }

  Term last() {
    return terms().getLast();
  }

  @Override
  public String toString() {
    return owner + " " + kind() + " " + relation;
  }

  /** One alternative of a clause. */
  static final class Term {
    final Clause clause;
    final Dependency dependency;
    final Target target;

    /** The same version is asked for many times over. */
    private @Nullable Version asked;

    private boolean answer;

    Term(Clause clause, Dependency dependency, Target target) {
      this.clause = clause;
      this.dependency = dependency;
      this.target = target;
    }

    /**
     * Whether a negative term never means {@code entry}: a package does not conflict with itself.
     */
    boolean ignores(Entry entry) {
      return clause.isNegative() && clause.owner.entry == entry;
    }

    boolean admits(Version version) {
      if (version != asked) {
        asked = version;
        answer = dependency.admits(version.text(), clause.owner.entry.universe.versions);
      }
      return answer;
    }

    boolean admits(Version.Provision provision) {
      if (dependency.operator() == Dependency.Operator.ANY) {
        return true;
      }
      return !provision.version().isEmpty()
          && dependency.admits(provision.version(), clause.owner.entry.universe.versions);
    }

    @Override
    public String toString() {
      return dependency.toString();
    }
  }
}
