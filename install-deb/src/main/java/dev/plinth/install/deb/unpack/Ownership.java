package dev.plinth.install.deb.unpack;

import dev.plinth.install.deb.state.Diversions.Diversion;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.Relation;
import dev.plinth.rootfs.RawPath;
import java.util.Optional;

/**
 * Who may have a path that a package in the database has already: a package that replaces the
 * other, one that diverts it, nobody else (Debian Policy 7.6.1).
 */
final class Ownership {
  /** What becomes of a member whose path another package has. */
  enum Verdict {
    FREE,
    TAKE,
    LEAVE
  }

  private final DpkgState state;

  Ownership(DpkgState state) {
    this.state = state;
  }

  /**
   * @param path as both packages have it
   * @throws PlinthException where neither replaces the other
   */
  Verdict judge(InstalledPackage pkg, String path) {
    refuseDiverted(path);
    Verdict verdict = Verdict.FREE;
    Optional<Diversion> diversion = state.diversions().of(path);
    for (InstalledPackage other : state.owners(path)) {
      boolean same = other.name().equals(pkg.name());
      boolean diverting =
          diversion.isPresent()
              && (diversion.get().owner().equals(other.name())
                  || diversion.get().owner().equals(pkg.name()));
      if (same || diverting) {
        continue;
      }
      if (replaces(pkg, other)) {
        verdict = verdict == Verdict.LEAVE ? verdict : Verdict.TAKE;
      } else if (replaces(other, pkg)) {
        verdict = Verdict.LEAVE;
      } else if (obsoleteConffile(other, path)) {
        verdict = verdict == Verdict.LEAVE ? verdict : Verdict.TAKE;
      } else {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            pkg.pkg()
                + " would overwrite "
                + RawPath.toText(path)
                + ", which "
                + other.pkg()
                + " has already",
            "exclude one of the two packages; they do not go together");
      }
    }
    return verdict;
  }

  private void refuseDiverted(String path) {
    Optional<Diversion> diversion = state.diversions().leadingTo(path);
    if (diversion.isPresent()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "a package would overwrite "
              + RawPath.toText(path)
              + ", where "
              + RawPath.toText(diversion.get().path())
              + " is diverted to",
          "exclude one of the two packages; they do not go together");
    }
  }

  private static boolean obsoleteConffile(InstalledPackage other, String path) {
    return other.conffile(path).filter(InstalledPackage.Conffile::isObsolete).isPresent();
  }

  private static boolean replaces(InstalledPackage pkg, InstalledPackage other) {
    return pkg.pkg()
        .relations(Relation.Kind.REPLACES)
        .flatMap(relation -> relation.alternatives().stream())
        .anyMatch(dependency -> DpkgState.satisfies(other, dependency));
  }
}
