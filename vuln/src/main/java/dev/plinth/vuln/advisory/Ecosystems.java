package dev.plinth.vuln.advisory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of releases and package registries, from the many spellings of the OSV schema
 * (ossf.github.io/osv-schema, "Defined ecosystems") to one each: {@code Debian:12}, {@code
 * Ubuntu:22.04}, {@code Ubuntu:Pro:16.04}, {@code Alpine:v3.20}, {@code Red Hat:9}, {@code
 * AlmaLinux:9}, {@code SUSE:15 SP5}, {@code PyPI}.
 */
public final class Ecosystems {
  public static final String DEBIAN = "Debian";
  public static final String UBUNTU = "Ubuntu";
  public static final String UBUNTU_PRO = "Ubuntu:Pro";

  /** What follows the release in the ecosystem of kernels with real-time scheduling. */
  public static final String UBUNTU_REALTIME = ":Realtime:Kernel";

  public static final String ALPINE = "Alpine";
  public static final String RED_HAT = "Red Hat";
  public static final String ALMALINUX = "AlmaLinux";
  public static final String ROCKY = "Rocky Linux";

  /** The product of what Rocky's special interest groups build, which the release does not have. */
  public static final String ROCKY_GROUPS = "sig";

  public static final String SUSE = "SUSE";
  public static final String OPENSUSE = "openSUSE";
  public static final String WOLFI = "Wolfi";
  public static final String CHAINGUARD = "Chainguard";
  public static final String MAVEN = "Maven";
  public static final String PYPI = "PyPI";
  public static final String NPM = "npm";
  public static final String GO = "Go";
  public static final String CRATES = "crates.io";

  /** What a SUSE release is called whose fixes come only with long-term support. */
  public static final String SUSE_LTSS = "-LTSS";

  /** Releases before community was made of what main had too much. */
  private static final List<String> ALPINE_MAIN_ONLY =
      List.of("Alpine:v3.0", "Alpine:v3.1", "Alpine:v3.2");

  private static final Pattern RED_HAT_RELEASE =
      Pattern.compile(
          "(?:enterprise_linux(?:_(?:eus|aus|tus|e4s|els))?|rhel_[a-z0-9_]+):(\\d+)(?:[.:].*)?");
  private static final Pattern RED_HAT_OTHER = Pattern.compile("[^:]+:.*:el(\\d+)(?:[:_].*)?");
  private static final Pattern SUSE_RELEASE =
      Pattern.compile(".* (\\d+(?: SP\\d+|\\.\\d+)?)(-.*)?");

  /** In names of SUSE's products that get fixes after the release itself gets none any more. */
  private static final List<String> LONG_TERM = List.of("LTSS", "for SAP Applications", "ESPOS");

  private Ecosystems() {}

  /**
   * Where an advisory belongs.
   *
   * @param ecosystem in Plinth's notation
   * @param product which of the vendor's products; empty where there is only one
   */
  public record Place(String ecosystem, String product) {}

  /** The place of an OSV ecosystem; empty where Plinth has no use for it. */
  public static Optional<Place> ofOsv(String osv) {
    int colon = osv.indexOf(':');
    String family = colon < 0 ? osv : osv.substring(0, colon);
    String release = colon < 0 ? "" : osv.substring(colon + 1);
    return switch (family) {
      case DEBIAN, ALPINE, ALMALINUX, ROCKY -> Optional.of(new Place(osv, ""));
      case UBUNTU -> Optional.of(new Place(osv.replace(":LTS", ""), ""));
      case RED_HAT -> Optional.of(redHat(release));
      case SUSE -> Optional.of(suse(release));
      case OPENSUSE, WOLFI, CHAINGUARD -> Optional.of(new Place(osv, ""));
      case MAVEN, PYPI, NPM, GO, CRATES -> Optional.of(new Place(family, ""));
      default -> Optional.empty();
    };
  }

  /** One repository of a release of Alpine, which has a secdb file of its own. */
  public static String repository(String ecosystem, String repository) {
    return ecosystem + ":" + repository;
  }

  /** Whether it is a repository, not a release: {@code Alpine:v3.20:main}. */
  public static boolean isRepository(String ecosystem) {
    return family(ecosystem).equals(ALPINE) && ecosystem.indexOf(':') < ecosystem.lastIndexOf(':');
  }

  /**
   * The repositories of a release whose advisories are published apart, where a package does not
   * tell of which it is; empty elsewhere.
   */
  public static List<String> repositories(String ecosystem) {
    return !family(ecosystem).equals(ALPINE)
        ? List.of()
        : ALPINE_MAIN_ONLY.contains(ecosystem)
            ? List.of(repository(ecosystem, "main"))
            : List.of(repository(ecosystem, "main"), repository(ecosystem, "community"));
  }

  /** Of a product as Red Hat's CPEs name it, without the part and vendor. */
  public static Place redHat(String product) {
    // Collections are numbered by themselves, and say of which release they are at the end.
    Matcher other = RED_HAT_OTHER.matcher(product);
    Matcher release = other.matches() ? other : RED_HAT_RELEASE.matcher(product);
    return new Place(
        release == other || release.matches() ? RED_HAT + ":" + release.group(1) : RED_HAT,
        product);
  }

  private static Place suse(String product) {
    Matcher m = SUSE_RELEASE.matcher(product);
    boolean server = m.matches() && product.startsWith("Linux Enterprise");
    if (!server || product.contains("Micro") || product.contains("Live Patching")) {
      return new Place(SUSE + ":" + product, product);
    }
    boolean longTerm = m.group(2) != null || LONG_TERM.stream().anyMatch(product::contains);
    return new Place(SUSE + ":" + m.group(1) + (longTerm ? SUSE_LTSS : ""), product);
  }

  /** Whether its records list, for each source package, the packages that are made of it. */
  public static boolean listsBinaries(String ecosystem) {
    String family = family(ecosystem);
    return family.equals(SUSE) || family.equals(OPENSUSE);
  }

  /**
   * Whether the names of an ecosystem are of source packages (or origins). Rocky's records are made
   * of the source rpms of an advisory; SUSE's name the source and list the packages beside it.
   */
  public static boolean bySource(String ecosystem) {
    return switch (family(ecosystem)) {
      case DEBIAN, UBUNTU, ALPINE, WOLFI, CHAINGUARD, ROCKY, SUSE, OPENSUSE -> true;
      default -> false;
    };
  }

  /** Whether what is published as OSV for it lists vulnerabilities that have no fix yet. */
  public static boolean osvListsUnfixed(String ecosystem) {
    return switch (family(ecosystem)) {
      case DEBIAN, UBUNTU, MAVEN, PYPI, NPM, GO, CRATES -> true;
      default -> false;
    };
  }

  /** Whether it is a registry of a language, whose releases have no advisories of their own. */
  public static boolean isLanguage(String ecosystem) {
    return switch (ecosystem) {
      case MAVEN, PYPI, NPM, GO, CRATES -> true;
      default -> false;
    };
  }

  /**
   * Who publishes an ecosystem's advisories, by the name of one of its ecosystems: records of one
   * publisher may be about several of them.
   */
  public static String publisher(String ecosystem) {
    String family = family(ecosystem);
    return switch (family) {
      case OPENSUSE -> SUSE;
      case WOLFI -> CHAINGUARD;
      default -> family;
    };
  }

  /** The part before the colon. */
  public static String family(String ecosystem) {
    int colon = ecosystem.indexOf(':');
    return colon < 0 ? ecosystem : ecosystem.substring(0, colon);
  }

  /** A package's name as the ecosystem compares names (PEP 503 for PyPI). */
  public static String name(String ecosystem, String name) {
    if (!ecosystem.equals(PYPI)) {
      return name;
    }
    StringBuilder normal = new StringBuilder();
    boolean dash = false;
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean separator = c == '-' || c == '_' || c == '.';
      if (!separator) {
        normal.append(c);
      } else if (!dash) {
        normal.append('-');
      }
      dash = separator;
    }
    return normal.toString();
  }
}
