package dev.plinth.app.scan;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.match.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One upgrade and what it fixes.
 *
 * @param type of the packages
 * @param name of the source package of deb and apk, whose packages go together; else the package's
 * @param from the installed version in the same notation
 * @param to the lowest version that is without any of the findings
 * @param subscription whether it comes only with a subscription
 * @param findings that it fixes
 */
public record Remedy(
    PackageType type,
    String name,
    String from,
    String to,
    boolean subscription,
    List<Finding> findings) {
  public Remedy {
    findings = List.copyOf(findings);
  }

  private record Key(PackageType type, String name, String from, boolean subscription) {}

  /** The upgrades that findings ask for, the most urgent first. */
  static List<Remedy> of(List<Finding> findings, Map<PackageType, VersionScheme> schemes) {
    Map<Key, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (finding.verdict() instanceof Verdict.Affected affected
          && !affected.fixedVersion().isEmpty()) {
        InstalledPackage pkg = finding.item().pkg();
        Key key =
            new Key(
                pkg.type(),
                name(pkg),
                isBySource(pkg) ? Subject.of(pkg).version() : pkg.version(),
                affected.subscription());
        groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(finding);
      }
    }
    List<Remedy> remedies = new ArrayList<>();
    groups.forEach((key, fixed) ->
        remedies.add(
            new Remedy(
                key.type,
                key.name,
                key.from,
                highest(fixed, schemes.get(key.type)),
                key.subscription,
                fixed)));
    remedies.sort(Remedy::byUrgency);
    return remedies;
  }

  /**
   * What to upgrade: the package, or where those of one source go together that which advisories
   * name, which is not always the one it is built from.
   */
  public static String name(InstalledPackage pkg) {
    return isBySource(pkg) ? Subject.of(pkg).source() : pkg.name();
  }

  private static boolean isBySource(InstalledPackage pkg) {
    return pkg.type() == PackageType.DEB || pkg.type() == PackageType.APK;
  }

  /** The worst first, of equals that of which most are exploited, then that which fixes most. */
  private static int byUrgency(Remedy a, Remedy b) {
    int worst = b.worst().compareTo(a.worst());
    int exploited = worst != 0 ? worst : Long.compare(b.exploited(), a.exploited());
    int most = exploited != 0 ? exploited : Long.compare(b.vulnerabilities(), a.vulnerabilities());
    int name = most != 0 ? most : a.name().compareTo(b.name());
    return name != 0 ? name : a.from().compareTo(b.from());
  }

  private static String highest(List<Finding> findings, @Nullable VersionScheme scheme) {
    List<String> versions = findings.stream().map(Remedy::fixedVersion).distinct().toList();
    if (scheme == null) {
      return versions.getFirst();
    }
    return versions.stream().filter(scheme::isValid).max(scheme).orElse(versions.getFirst());
  }

  /** The version that is without it; empty where there is none, or it is not known. */
  public static String fixedVersion(Finding finding) {
    return finding.verdict() instanceof Verdict.Affected affected ? affected.fixedVersion() : "";
  }

  /** How many vulnerabilities it fixes, each counted once. */
  public long vulnerabilities() {
    return findings.stream().map(Finding::id).distinct().count();
  }

  /** How many of them are known to be exploited. */
  public long exploited() {
    return findings.stream()
        .filter(f -> f.exploitation().exploited())
        .map(Finding::id)
        .distinct()
        .count();
  }

  /** The worst severity among them. */
  public Severity worst() {
    return findings.stream()
        .map(Finding::severity)
        .max(Comparator.naturalOrder())
        .orElse(Severity.UNKNOWN);
  }
}
