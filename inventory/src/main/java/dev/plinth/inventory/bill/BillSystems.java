package dev.plinth.inventory.bill;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.system.Releases;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which distribution a bill is of: as its operating system says, else as all package URLs of its
 * packages agree. What contradicts itself is a doubt.
 */
final class BillSystems {
  /** What others call distributions, by os-release's ID. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("redhat", "rhel"),
          Map.entry("red hat enterprise linux", "rhel"),
          Map.entry("alma", "almalinux"),
          Map.entry("amazon", "amzn"),
          Map.entry("oracle", "ol"),
          Map.entry("suse linux enterprise server", "sles"),
          Map.entry("opensuse.leap", "opensuse-leap"),
          Map.entry("opensuse leap", "opensuse-leap"),
          Map.entry("opensuse.tumbleweed", "opensuse-tumbleweed"),
          Map.entry("cbl-mariner", "mariner"));

  private static final Pattern RELEASE = Pattern.compile("^(.*?)-(\\d[^-]*)$");
  private static final Pattern NUMBER = Pattern.compile("^v?\\d[\\w.]*$");

  private BillSystems() {}

  /**
   * A distribution as a package URL's {@code distro} says.
   *
   * @param id os-release's; empty where only the release is said
   * @param release a version or a codename; empty where there is none
   */
  record Distro(String id, String release) {
    static Distro parse(String text) {
      Matcher release = RELEASE.matcher(text);
      if (release.matches()) {
        return new Distro(normal(release.group(1)), release.group(2));
      }
      if (NUMBER.matcher(text).matches()) {
        return new Distro("", text);
      }
      for (String family : List.of("debian", "ubuntu")) {
        String name = text.startsWith(family + "-") ? text.substring(family.length() + 1) : text;
        Optional<String> version = Releases.version(family, name.toLowerCase(Locale.ROOT));
        if (version.isPresent()) {
          return new Distro(family, version.get());
        }
      }
      return new Distro(normal(text), "");
    }
  }

  /** os-release's ID of what somebody names. */
  static String normal(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.getOrDefault(lower, lower);
  }

  /** The facts of a bill. */
  static SystemFacts of(List<BillSystem> systems, List<BillPurl> packages) {
    Set<List<String>> different = new LinkedHashSet<>();
    systems.forEach(s -> different.add(List.of(normal(s.id), s.versionId)));
    if (different.size() > 1) {
      return doubtful("the bill names several operating systems: " + different);
    }
    if (!systems.isEmpty()) {
      BillSystem system = systems.getFirst();
      return new SystemFacts(
          normal(system.id),
          system.idLike,
          system.versionId,
          system.codename,
          system.prettyName,
          system.debianVersion,
          system.contentSets,
          List.of());
    }
    return agreed(packages);
  }

  private static SystemFacts agreed(List<BillPurl> packages) {
    Set<Distro> said = new LinkedHashSet<>();
    for (BillPurl purl : packages) {
      String text = purl.qualifier("distro");
      if (!text.isEmpty()) {
        Distro distro = Distro.parse(text);
        said.add(
            distro.id.isEmpty() ? new Distro(normal(purl.namespace()), distro.release) : distro);
      }
    }
    if (said.isEmpty()) {
      return SystemFacts.NONE;
    }
    if (said.size() > 1) {
      List<String> names = new ArrayList<>();
      said.stream().limit(5).forEach(d -> names.add((d.id + " " + d.release).strip()));
      return doubtful("package URLs name several distributions: " + String.join(", ", names));
    }
    Distro one = said.iterator().next();
    return new SystemFacts(one.id, List.of(), one.release, "", "", "", List.of(), List.of());
  }

  private static SystemFacts doubtful(String doubt) {
    return new SystemFacts("", List.of(), "", "", "", "", List.of(), List.of(doubt));
  }

  /** Why a package is not of the bill's distribution; empty where nothing speaks against it. */
  static String foreign(BillPurl purl, SystemFacts system) {
    String namespace = normal(purl.namespace());
    if (!namespace.isEmpty() && !ofFamily(namespace, system.id())) {
      return "its package URL is of "
          + purl.namespace()
          + ", the bill's operating system is "
          + system.id();
    }
    String text = purl.qualifier("distro");
    if (text.isEmpty()) {
      return "";
    }
    Distro distro = Distro.parse(text);
    boolean sameFamily = distro.id.isEmpty() || ofFamily(distro.id, system.id());
    return sameFamily && sameRelease(distro.release, system.versionId())
        ? ""
        : "its package URL says distro="
            + text
            + ", the bill's operating system is "
            + (system.id() + " " + system.versionId()).strip();
  }

  /** Vendors name more than one of their distributions by one word. */
  private static boolean ofFamily(String namespace, String id) {
    return switch (id) {
      case "sles", "opensuse-leap", "opensuse-tumbleweed" ->
          namespace.equals(id) || namespace.equals("suse") || namespace.equals("opensuse");
      case "chainguard" -> namespace.equals(id) || namespace.equals("wolfi");
      default -> namespace.equals(id);
    };
  }

  private static boolean sameRelease(String a, String b) {
    String first = a.startsWith("v") ? a.substring(1) : a;
    String second = b.startsWith("v") ? b.substring(1) : b;
    return first.isEmpty()
        || first.equals(second)
        || first.startsWith(second + ".")
        || second.startsWith(first + ".");
  }
}
