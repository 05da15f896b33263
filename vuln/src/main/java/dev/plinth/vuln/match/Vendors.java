package dev.plinth.vuln.match;

import dev.plinth.model.Digest;
import dev.plinth.pkg.installed.PackageType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a package is the distribution's own: a feed says nothing of what others built, even under
 * the same name. What says nothing of its vendor is taken for the distribution's.
 */
final class Vendors {
  /** Marks in versions of what others build for a distribution, or it builds beside a release. */
  private static final List<String> FOREIGN_MARKS =
      List.of(
          "~bpo",
          "ppa",
          "+deb.sury.org",
          "pgdg",
          "kali",
          "parrot",
          "+rpt",
          "+rpi",
          "raspbian",
          "xamarin",
          "+maria~",
          "freexian",
          "devuan");

  /**
   * The same by form, where maintainers of the distribution build for repositories of their own:
   * sury's {@code +0~20240606.23+debian12~1.gbp}, LLVM's {@code ~++20240731025043}, {@code +jammy1}
   * of deadsnakes, {@code ~bookwormcran.0} and {@code -1.2204.0} of CRAN, {@code 1.ca2204.1} of
   * r2u, {@code ~nd120+1} of NeuroDebian, {@code -dmo1} of deb-multimedia. No version in Debian's
   * archive has a release's codename.
   */
  private static final Pattern FOREIGN_FORMS =
      Pattern.compile(
          "\\+0~20\\d{6}\\.|~\\+\\+20\\d{6}"
              + "|[~+.-](?:xenial|bionic|focal|jammy|noble|plucky|questing|resolute"
              + "|stretch|buster|bullseye|bookworm|trixie|forky)"
              + "|\\.(?:ca)?(?:18|20|22|24|26)04\\.\\d+$|~nd\\d+\\+\\d|-dmo\\d");

  /** Whose packages for Alpine are in widely used images. No list of Alpine's own people exists. */
  private static final List<String> FOREIGN_APK_DOMAINS =
      List.of("nginx.com", "f5.com", "eclipse.org", "adoptium.net", "azul.com", "chainguard.dev");

  private static final List<String> DEBIAN_DOMAINS = List.of("debian.org", "debian.net");

  /**
   * Ubuntu's builders put one of these in place of every other address (pkgmaintainermangler(1)).
   */
  private static final List<String> UBUNTU_DOMAINS = List.of("ubuntu.com", "canonical.com");

  private static final int MAX_VERSION = 512;

  /** Hex digits that are kept of each address's SHA-256. */
  private static final int KEPT = 10;

  private Vendors() {}

  /** The maintainers' addresses: sorted lines of {@link #KEPT} digits, searched as they are. */
  private static final class Maintainers {
    private static final String LINES = text("debian-maintainers.txt");
    private static final int FIRST = LINES.indexOf('\n', LINES.lastIndexOf('#')) + 1;

    /** A package's maintainer has most often another package too. Never more than {@link #MOST}. */
    private static final Map<String, Boolean> ASKED = new ConcurrentHashMap<>();

    private static final int MOST = 10_000;

    static boolean have(String address) {
      Boolean known = ASKED.get(address);
      if (known == null) {
        if (ASKED.size() >= MOST) {
          ASKED.clear();
        }
        known = find(hash(address));
        ASKED.put(address, known);
      }
      return known;
    }

    private static boolean find(String hash) {
      int low = 0;
      int high = (LINES.length() - FIRST) / (KEPT + 1);
      while (low < high) {
        int middle = (low + high) >>> 1;
        int at = FIRST + middle * (KEPT + 1);
        int order = LINES.substring(at, at + KEPT).compareTo(hash);
        if (order == 0) {
          return true;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return false;
    }
  }

  /** Made at first use. */
  private static final class Tables {
    static final List<List<String>> RPM =
        text("rpm-vendors.tsv")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> List.of(line.split("\t")))
            .toList();
  }

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(Vendors.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why a package is not the distribution's; empty where it is, or nothing is said. */
  static Optional<String> foreign(Scope.Known scope, Subject subject) {
    return switch (subject.type()) {
      case DEB -> deb(scope, subject);
      case RPM -> rpm(scope, subject);
      case APK -> apk(scope, subject);
      default -> Optional.empty();
    };
  }

  private static Optional<String> apk(Scope.Known scope, Subject subject) {
    String address = address(subject.vendor());
    boolean alpine = scope.family().equals("alpine");
    boolean wolfi = address.equals("wolfi");
    boolean other =
        alpine
            ? wolfi || isOf(FOREIGN_APK_DOMAINS, domain(address))
            : isOf(List.of("alpinelinux.org"), domain(address));
    return other ? Optional.of(stranger(subject)) : Optional.empty();
  }

  private static String stranger(Subject subject) {
    return "its maintainer, " + subject.vendor() + ", is none of the distribution's";
  }

  private static Optional<String> deb(Scope.Known scope, Subject subject) {
    String version = subject.otherVersion();
    for (String mark : FOREIGN_MARKS) {
      if (version.contains(mark)) {
        return Optional.of(
            "its version has '" + mark + "': it was not built for the release itself");
      }
    }
    Matcher form = FOREIGN_FORMS.matcher(version.length() > MAX_VERSION ? "" : version);
    if (form.find()) {
      return Optional.of(
          "its version has '" + form.group() + "': it was not built for the release itself");
    }
    boolean debian = scope.family().equals("debian");
    if (debian && version.contains("ubuntu")) {
      return Optional.of("its version has 'ubuntu', the distribution is Debian");
    }
    if (subject.vendor().isEmpty()) {
      return Optional.empty();
    }
    String address = address(subject.vendor());
    List<String> own = debian ? DEBIAN_DOMAINS : UBUNTU_DOMAINS;
    boolean known = isOf(own, domain(address)) || (debian && Maintainers.have(address));
    return known ? Optional.empty() : Optional.of(stranger(subject));
  }

  private static String domain(String address) {
    return address.substring(address.indexOf('@') + 1);
  }

  private static boolean isOf(List<String> own, String domain) {
    for (String one : own) {
      if (domain.equals(one) || domain.endsWith("." + one)) {
        return true;
      }
    }
    return false;
  }

  /** The address in lower case; the whole where there is none in angle brackets. */
  private static String address(String maintainer) {
    int open = maintainer.lastIndexOf('<');
    int close = maintainer.lastIndexOf('>');
    String address = open >= 0 && close > open ? maintainer.substring(open + 1, close) : maintainer;
    return address.strip().toLowerCase(Locale.ROOT);
  }

  private static String hash(String address) {
    return Digest.of(address).hex().substring(0, KEPT);
  }

  private static Optional<String> rpm(Scope.Known scope, Subject subject) {
    if (subject.type() != PackageType.RPM) {
      return Optional.empty();
    }
    if (!subject.signer().isEmpty()
        && rows(scope.family())
            .noneMatch(row -> row.get(1).equals("key") && row.getLast().equals(subject.signer()))) {
      return Optional.of(
          "it is signed with key " + subject.signer() + ", which is none of the distribution's");
    }
    if (!subject.vendor().isEmpty()
        && rows(scope.family())
            .noneMatch(
                row -> !row.get(1).equals("key") && subject.vendor().startsWith(row.get(1)))) {
      return Optional.of("its vendor is " + subject.vendor());
    }
    return Optional.empty();
  }

  private static java.util.stream.Stream<List<String>> rows(String family) {
    return Tables.RPM.stream().filter(row -> row.getFirst().equals(family));
  }
}
