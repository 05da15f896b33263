package dev.plinth.vuln.match;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of Red Hat's products, from its CPE: {@code rhel_eus:9.2::appstream}.
 *
 * @param kind {@code main}, one of {@link #STREAMS}, or {@code layered}
 * @param version {@code 9.2}
 * @param repository {@code appstream}; empty where it names none
 */
record RedHatProduct(String kind, String version, String repository) {
  static final String MAIN = "main";
  static final String LAYERED = "layered";

  /** Of the life-cycle support that a release has after its end. */
  static final String AFTER_END = "els";

  /** Extended update, advanced mission critical, telecommunication, SAP, life-cycle support. */
  static final List<String> STREAMS = List.of("eus", "aus", "tus", "e4s", AFTER_END);

  static RedHatProduct of(String product) {
    String[] parts = product.split(":", -1);
    String name = parts[0];
    String version = parts.length > 1 ? parts[1] : "";
    String repository = parts.length > 3 ? parts[3] : "";
    if (name.equals("enterprise_linux")) {
      return new RedHatProduct(MAIN, version, repository);
    }
    for (String stream : STREAMS) {
      if (name.equals("rhel_" + stream) || name.equals("enterprise_linux_" + stream)) {
        return new RedHatProduct(stream, version, repository);
      }
    }
    return new RedHatProduct(LAYERED, name + ":" + version, repository);
  }

  /** Whether it is of a minor release alone: mainline's are named after where they came first. */
  boolean ofOneMinor() {
    return !kind.equals(MAIN) && minor() >= 0;
  }

  /** The minor release of a stream that has one; −1 where it has none. */
  int minor() {
    int dot = version.indexOf('.');
    return dot < 0 ? -1 : number(version.substring(dot + 1));
  }

  private static int number(String text) {
    return text.length() > 0 && text.length() < 5 && text.chars().allMatch(Character::isDigit)
        ? Integer.parseInt(text)
        : -1;
  }

  /**
   * The distribution's mark in a release: {@code 21.el9_2.1} was built for 9.2.
   *
   * @param minor −1 where it was built for a first release, as all of its minor ones carry it
   * @param layered what else the mark says: {@code rhaos4.12}; empty in the base system
   */
  record Tag(int minor, String layered) {
    private static final Pattern EL = Pattern.compile("\\.el\\d+(?:_(\\d{1,4}))?(?![\\d])");
    private static final Pattern LAYERED =
        Pattern.compile(
            "\\.(rhaos\\d+\\.\\d+|[a-z]*sat|[a-z]*ost|el\\d+(?:pc|ev|cp|ap|sso|at)\\b)");
    private static final int MAX = 256;

    static Tag of(String version) {
      if (version.length() > MAX) {
        return new Tag(-1, "");
      }
      Matcher el = EL.matcher(version);
      Matcher layered = LAYERED.matcher(version);
      int minor = el.find() && el.group(1) != null ? number(el.group(1)) : -1;
      return new Tag(minor, layered.find() ? layered.group(1) : "");
    }
  }
}
