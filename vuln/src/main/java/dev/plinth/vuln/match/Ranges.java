package dev.plinth.vuln.match;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.version.PythonVersions;
import java.util.Optional;

/**
 * Where an installed version lies in what an advisory says. Written as loops: most scans are over
 * before anything here is compiled. Of one thread at a time.
 */
final class Ranges {
  private final VersionScheme scheme;
  private final String installed;

  /** What is the same version without a local part (PEP 440: {@code 2.5.1+cu124}). */
  private final String published;

  // Several questions are asked of each bound, one after the other.
  private String asked = "";
  private int order;

  Ranges(VersionScheme scheme, String installed) {
    this.scheme = scheme;
    this.installed = installed;
    int local = scheme instanceof PythonVersions ? installed.indexOf('+') : -1;
    this.published = local < 0 ? installed : installed.substring(0, local);
  }

  VersionScheme scheme() {
    return scheme;
  }

  /** How the installed version stands to another, as {@link VersionScheme#compare} says it. */
  private int order(String version) {
    if (asked.isEmpty() || !asked.equals(version)) {
      order = scheme.compare(installed, version);
      asked = version;
    }
    return order;
  }

  /** The first version of a statement that cannot be compared; empty where all can. */
  Optional<String> unreadable(AffectedPackage about) {
    for (VersionRange range : about.ranges()) {
      if (!range.fromStart() && isUnreadable(range.introduced())) {
        return Optional.of(range.introduced());
      }
      if (isUnreadable(range.fixed())) {
        return Optional.of(range.fixed());
      }
      if (isUnreadable(range.lastAffected())) {
        return Optional.of(range.lastAffected());
      }
    }
    return Optional.empty();
  }

  private boolean isUnreadable(String version) {
    return !version.isEmpty() && !scheme.isValid(version);
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
      if (!fixed.isEmpty() && order(fixed) >= 0) {
        highest = higher(highest, fixed);
      }
    }
    return highest;
  }

  /** Whether the version is at or past every fix of it, and there is one. */
  boolean past(AffectedPackage about) {
    for (VersionRange range : about.ranges()) {
      if (range.fixed().isEmpty() || !scheme.isValid(range.fixed()) || order(range.fixed()) < 0) {
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
    return version.equals(installed) || (scheme.isValid(version) && published(version) == 0);
  }

  /**
   * How the installed version stands to one that is affected. Local builds of a version are that
   * version to everybody who does not name one (PEP 440, "Version matching"): {@code 2.5.1+cu124}
   * is no later than 2.5.1.
   */
  private int published(String version) {
    return published.length() == installed.length() || version.indexOf('+') >= 0
        ? order(version)
        : scheme.compare(published, version);
  }

  private boolean in(VersionRange range) {
    if (!range.fromStart() && order(range.introduced()) < 0) {
      return false;
    }
    if (!range.fixed().isEmpty()) {
      return order(range.fixed()) < 0;
    }
    return range.lastAffected().isEmpty() || published(range.lastAffected()) <= 0;
  }
}
