package dev.plinth.vuln.match;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.system.Releases;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.advisory.Ecosystems;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the feeds of a distribution by its own ID (os-release(5)). What it is only like, what has
 * no release, and what contradicts itself is unknown: never matched against the parent's feed.
 */
public final class Scopes {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.\\d+)*");

  private Scopes() {}

  /** Whether it has no releases, so that the support of none ends. */
  public static boolean rolling(SystemFacts facts) {
    return facts.id().equals("wolfi") || facts.id().equals("chainguard");
  }

  /** The scope of an image's system packages. */
  public static Scope of(SystemFacts facts) {
    String label = label(facts);
    return problem(facts)
        .<Scope>map(reason -> new Scope.Unknown(label, reason))
        .orElseGet(() -> byId(facts, label));
  }

  private static String label(SystemFacts facts) {
    if (facts.id().isEmpty()) {
      return "unknown distribution";
    }
    return facts.versionId().isEmpty() ? facts.id() : facts.id() + " " + facts.versionId();
  }

  private static Optional<String> problem(SystemFacts facts) {
    if (!facts.doubts().isEmpty()) {
      return Optional.of(
          "the files that name the distribution cannot be relied on: "
              + String.join("; ", facts.doubts()));
    }
    if (facts.id().isEmpty()) {
      return Optional.of("no os-release names the distribution");
    }
    if (facts.versionId().isEmpty() && !rolling(facts)) {
      return Optional.of(
          "os-release has no VERSION_ID: a rolling or unreleased system, for which no feed holds");
    }
    return Optional.empty();
  }

  private static Scope byId(SystemFacts facts, String label) {
    Matcher version = NUMBERS.matcher(facts.versionId());
    boolean numbers = version.matches();
    return switch (facts.id()) {
      case "wolfi" -> known(facts, "", label, PackageType.APK, Ecosystems.WOLFI);
      case "chainguard" -> known(facts, "", label, PackageType.APK, Ecosystems.CHAINGUARD);
      case "debian", "ubuntu", "alpine", "rhel", "almalinux", "rocky", "sles", "opensuse-leap" ->
          numbers
              ? released(facts, label, version)
              : unknown(label, "VERSION_ID names no release but '" + facts.versionId() + "'");
      case "opensuse-tumbleweed" ->
          unknown(label, "it is a rolling release, for which no feed holds");
      default ->
          unknown(
              label,
              facts.idLike().isEmpty()
                  ? "no feed is of this distribution"
                  : "it is like "
                      + String.join(" and ", facts.idLike())
                      + ", but packages of its own differ, and no feed is of them");
    };
  }

  private static Scope released(SystemFacts facts, String label, Matcher version) {
    String major = version.group(1);
    String minor = version.group(2) == null ? "" : version.group(2);
    return switch (facts.id()) {
      case "debian" -> debian(facts, label, major);
      case "ubuntu" -> ubuntu(facts, label);
      case "alpine" -> {
        String release = "v" + major + "." + minor;
        yield minor.isEmpty()
            ? unknown(label, "VERSION_ID names no release of Alpine")
            : known(facts, release, label, PackageType.APK, Ecosystems.ALPINE + ":" + release);
      }
      case "rhel" ->
          new Scope.Known(
              facts.id(),
              major,
              label,
              PackageType.RPM,
              Ecosystems.RED_HAT + ":" + major,
              "",
              List.of(),
              Repositories.of(facts.contentSets(), minor));
      case "almalinux" ->
          known(facts, major, label, PackageType.RPM, Ecosystems.ALMALINUX + ":" + major);
      case "rocky" -> known(facts, major, label, PackageType.RPM, Ecosystems.ROCKY + ":" + major);
      case "sles" -> suse(facts, label, major, minor);
      default ->
          known(
              facts,
              facts.versionId(),
              label,
              PackageType.RPM,
              Ecosystems.OPENSUSE + ":Leap " + facts.versionId());
    };
  }

  private static Scope debian(SystemFacts facts, String label, String major) {
    String said = facts.debianVersion();
    if (!said.isEmpty() && !said.equals(major) && !said.startsWith(major + ".")) {
      return unknown(
          label, "etc/debian_version says " + said + ", os-release says " + facts.versionId());
    }
    if (contradicts(facts, "debian", major)) {
      return unknown(label, contradiction(facts));
    }
    return new Scope.Known(
        facts.id(),
        major,
        label,
        PackageType.DEB,
        Ecosystems.DEBIAN + ":" + major,
        Ecosystems.DEBIAN,
        List.of(),
        Repositories.NONE);
  }

  private static Scope ubuntu(SystemFacts facts, String label) {
    if (contradicts(facts, "ubuntu", facts.versionId())) {
      return unknown(label, contradiction(facts));
    }
    return new Scope.Known(
        facts.id(),
        facts.versionId(),
        label,
        PackageType.DEB,
        Ecosystems.UBUNTU + ":" + facts.versionId(),
        "",
        List.of(
            Ecosystems.UBUNTU_PRO + ":" + facts.versionId(),
            Ecosystems.UBUNTU_PRO + ":" + facts.versionId() + Ecosystems.UBUNTU_REALTIME),
        Repositories.NONE);
  }

  private static Scope suse(SystemFacts facts, String label, String major, String minor) {
    String release = minor.isEmpty() || minor.equals("0") ? major : major + " SP" + minor;
    // From 16 on there are no service packs, but minor releases.
    if (Integer.parseInt(major.length() > 4 ? "0" : major) >= 16) {
      release = facts.versionId();
    }
    return new Scope.Known(
        facts.id(),
        release,
        label,
        PackageType.RPM,
        Ecosystems.SUSE + ":" + release,
        "",
        List.of(Ecosystems.SUSE + ":" + release + Ecosystems.SUSE_LTSS),
        Repositories.NONE);
  }

  private static boolean contradicts(SystemFacts facts, String family, String version) {
    return !facts.codename().isEmpty()
        && !Releases.version(family, facts.codename()).orElse(version).equals(version);
  }

  private static String contradiction(SystemFacts facts) {
    return "os-release says VERSION_ID "
        + facts.versionId()
        + ", but VERSION_CODENAME "
        + facts.codename();
  }

  private static Scope known(
      SystemFacts facts, String release, String label, PackageType type, String ecosystem) {
    return new Scope.Known(
        facts.id(), release, label, type, ecosystem, "", List.of(), Repositories.NONE);
  }

  private static Scope unknown(String label, String reason) {
    return new Scope.Unknown(label, reason);
  }
}
