package dev.plinth.vuln.match;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.Verdict;

/**
 * The versions of source rpms, where an advisory names the source: packages made of one source may
 * have versions of their own (perl 5.32.1 makes perl-Errno 1.30), which say nothing of a fix.
 */
final class SourceVersions {
  private SourceVersions() {}

  /**
   * What versions of a package's source are compared with.
   *
   * @param own of the package itself, which holds where nothing else is known
   */
  static Ranges ranges(VersionScheme scheme, Subject subject, Ranges own) {
    String source = subject.otherVersion();
    boolean other =
        subject.type() == PackageType.RPM
            && !source.equals(subject.version())
            && scheme.isValid(source);
    if (!other) {
      return own;
    }
    boolean epochKnown = upstream(source).equals(upstream(subject.version()));
    return epochKnown
        ? new Ranges(scheme, source)
        : new Ranges(new WithoutEpochs(scheme), withoutEpoch(source));
  }

  /**
   * The package's own version in a fixed build of its source: as long as the source's version is
   * the same, those of its packages are, and the release is everybody's.
   *
   * @param verdict from versions of the source
   */
  static Verdict own(Verdict verdict, Subject subject) {
    boolean told =
        verdict instanceof Verdict.Affected a
            && a.fixedVersion().indexOf('-') > 0
            && upstream(a.fixedVersion()).equals(upstream(subject.otherVersion()))
            && !upstream(subject.version()).equals(upstream(subject.otherVersion()));
    if (!told || !(verdict instanceof Verdict.Affected a)) {
      return verdict;
    }
    String fixed = a.fixedVersion();
    String version = subject.version();
    int dash = version.lastIndexOf('-');
    String own =
        (dash < 0 ? version : version.substring(0, dash)) + fixed.substring(fixed.lastIndexOf('-'));
    return new Verdict.Affected(a.status(), own, a.subscription());
  }

  private static String upstream(String version) {
    String rest = withoutEpoch(version);
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private static String withoutEpoch(String version) {
    return version.substring(version.indexOf(':') + 1);
  }

  /** A source rpm's name has no epoch: that of the fix is taken for its. */
  private record WithoutEpochs(VersionScheme scheme) implements VersionScheme {
    @Override
    public boolean isValid(String version) {
      return scheme.isValid(version);
    }

    @Override
    public int compare(String a, String b) {
      return scheme.compare(withoutEpoch(a), withoutEpoch(b));
    }
  }
}
