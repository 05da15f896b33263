package dev.plinth.solve;

import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of a package among the versions of its {@link Entry}. */
final class Version {
  /** The kinds in the order in which apt looks at them, whatever the order of the fields. */
  private static final Relation.Kind[] ORDER = {
    Relation.Kind.PRE_DEPENDS,
    Relation.Kind.DEPENDS,
    Relation.Kind.CONFLICTS,
    Relation.Kind.BREAKS,
    Relation.Kind.RECOMMENDS,
    Relation.Kind.SUGGESTS,
  };

  final Entry entry;
  final Package pkg;

  /** Whether a repository has it; false for what only the base has. */
  final boolean downloadable;

  private boolean noted;
  private @Nullable List<Clause> clauses;
  private @Nullable List<Provision> provided;

  Version(Entry entry, Package pkg, boolean downloadable) {
    this.entry = entry;
    this.pkg = pkg;
    this.downloadable = downloadable;
  }

  String text() {
    return pkg.version();
  }

  boolean isSame() {
    return pkg.multiArch().equals("same");
  }

  /** A smaller number is a more important package. */
  int priority() {
    return switch (pkg.priority()) {
      case "required" -> 1;
      case "important" -> 2;
      case "standard" -> 3;
      case "optional" -> 4;
      default -> 5;
    };
  }

  List<Clause> clauses() {
    if (clauses == null) {
      clauses = new ArrayList<>();
      for (Relation.Kind kind : ORDER) {
        for (Relation relation : pkg.relations()) {
          if (relation.kind() == kind) {
            clauses.add(new Clause(this, relation));
          }
        }
      }
    }
    return clauses;
  }

  /** Lets everything that it provides know that it is, or was, chosen. */
  void noteChosen() {
    if (!noted) {
      noted = true;
      for (Provision provision : provided()) {
        provision.target().noteChosen(provision);
      }
    }
  }

  /** What it provides beside its own name, {@code name:any} included. */
  List<Provision> provided() {
    if (provided == null) {
      provided = new ArrayList<>();
      boolean allowed = pkg.multiArch().equals("allowed");
      for (Relation relation : pkg.relations()) {
        if (relation.kind() == Relation.Kind.PROVIDES) {
          for (Dependency what : relation.alternatives()) {
            provide(what, allowed);
          }
        }
      }
      if (allowed) {
        provided.add(new Provision(this, entry.universe.target(pkg.name(), "any"), text()));
      }
    }
    return provided;
  }

  private void provide(Dependency what, boolean allowed) {
    if (what.operator() != Dependency.Operator.ANY
        && what.operator() != Dependency.Operator.EQUAL) {
      return;
    }
    List<Provision> list = java.util.Objects.requireNonNull(provided);
    boolean itself =
        what.name().equals(pkg.name())
            && (what.version().isEmpty() || what.version().equals(text()));
    if (!itself) {
      list.add(
          new Provision(
              this, entry.universe.target(what.name(), what.architecture()), what.version()));
    }
    if (allowed && what.architecture().isEmpty()) {
      list.add(new Provision(this, entry.universe.target(what.name(), "any"), what.version()));
    }
  }

  @Override
  public String toString() {
    return pkg.toString();
  }

  /**
   * That a version provides a name.
   *
   * @param version of the provided name; empty where it has none
   */
  record Provision(Version owner, Target target, String version) {}
}
