package dev.plinth.vuln.match;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.VersionRange;
import java.util.Optional;

/**
 * Where an installed version lies in what an advisory says. Written as loops: most scans are over
 * before anything here is compiled.
 */
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
    for (VersionRange range : about.ranges()) {
      if (in(range)) {
        return true;
      }
    }
    for (String version : about.versions()) {
      if (same(version)) {
        return true;
      }
    }
    return false;
  }

  /** The fix of the range that the version is in; empty where there is none. */
  String fix(AffectedPackage about) {
    String highest = "";
    for (VersionRange range : about.ranges()) {
      if (in(range)) {
        highest = higher(highest, range.fixed());
      }
    }
    return highest;
  }

  /** The highest fix that the version is not below; empty where there is none. */
  String passed(AffectedPackage about) {
    String highest = "";
    for (VersionRange range : about.ranges()) {
      String fixed = range.fixed();
      if (!fixed.isEmpty() && scheme.compare(installed, fixed) >= 0) {
        highest = higher(highest, fixed);
      }
    }
    return highest;
  }

  /** Whether the version is at or past every fix of it, and there is one. */
  boolean past(AffectedPackage about) {
    for (VersionRange range : about.ranges()) {
      if (range.fixed().isEmpty()
          || !scheme.isValid(range.fixed())
          || scheme.compare(installed, range.fixed()) < 0) {
        return false;
      }
    }
    return !about.ranges().isEmpty();
  }

  /** The higher of two versions; one that is empty is none. Of equal ones the second. */
  String higher(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a + b;
    }
    return scheme.compare(a, b) > 0 ? a : b;
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
