package dev.plinth.vuln.match;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.VersionRange;
import java.util.Optional;

/** Where an installed version lies in what an advisory says. */
record Ranges(VersionScheme scheme, String installed) {
  /** The first version of a statement that cannot be compared; empty where all can. */
  Optional<String> unreadable(AffectedPackage about) {
    for (VersionRange range : about.ranges()) {
      for (String version :
          new String[] {
            range.fromStart() ? "" : range.introduced(), range.fixed(), range.lastAffected()
          }) {
        if (!version.isEmpty() && !scheme.isValid(version)) {
          return Optional.of(version);
        }
      }
    }
    return Optional.empty();
  }

  boolean affects(AffectedPackage about) {
    return about.ranges().stream().anyMatch(this::in)
        || about.versions().stream().anyMatch(this::same);
  }

  /** The fix of the range that the version is in; empty where there is none. */
  String fix(AffectedPackage about) {
    return about.ranges().stream()
        .filter(this::in)
        .map(VersionRange::fixed)
        .filter(fixed -> !fixed.isEmpty())
        .max(scheme)
        .orElse("");
  }

  /** The highest fix that the version is not below; empty where there is none. */
  String passed(AffectedPackage about) {
    return about.ranges().stream()
        .map(VersionRange::fixed)
        .filter(fixed -> !fixed.isEmpty() && scheme.compare(installed, fixed) >= 0)
        .max(scheme)
        .orElse("");
  }

  /** Whether the version is at or past every fix of it, and there is one. */
  boolean past(AffectedPackage about) {
    return !about.ranges().isEmpty()
        && about.ranges().stream()
            .allMatch(range ->
                !range.fixed().isEmpty()
                    && scheme.isValid(range.fixed())
                    && scheme.compare(installed, range.fixed()) >= 0);
  }

  /** Versions may be written in several ways: 1.0 and 1.0.0. */
  private boolean same(String version) {
    return version.equals(installed)
        || (scheme.isValid(version) && scheme.compare(version, installed) == 0);
  }

  private boolean in(VersionRange range) {
    if (!range.fromStart() && scheme.compare(installed, range.introduced()) < 0) {
      return false;
    }
    if (!range.fixed().isEmpty()) {
      return scheme.compare(installed, range.fixed()) < 0;
    }
    return range.lastAffected().isEmpty() || scheme.compare(installed, range.lastAffected()) <= 0;
  }
}
