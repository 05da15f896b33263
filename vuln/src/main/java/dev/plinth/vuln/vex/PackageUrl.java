package dev.plinth.vuln.vex;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.system.Releases;
import dev.plinth.model.PackageUrlText;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A package URL (package-url/purl-spec).
 *
 * @param type {@code deb}, lower case
 * @param namespace {@code debian}; empty where there is none
 * @param name decoded
 * @param version decoded; empty where there is none
 * @param qualifiers decoded
 */
public record PackageUrl(
    String type,
    String namespace,
    String name,
    String version,
    SortedMap<String, String> qualifiers) {
  private static final int MAX_LENGTH = 4096;

  public PackageUrl {
    qualifiers = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(qualifiers));
  }

  /** Reads one; empty where the text is none. */
  public static Optional<PackageUrl> parse(String text) {
    if (!text.startsWith("pkg:") || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int hash = text.indexOf('#');
    String rest = hash < 0 ? text.substring(4) : text.substring(4, hash);
    SortedMap<String, String> qualifiers = new TreeMap<>();
    int question = rest.indexOf('?');
    if (question >= 0) {
      for (String pair : rest.substring(question + 1).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          qualifiers.put(
              pair.substring(0, equals).toLowerCase(Locale.ROOT),
              decode(pair.substring(equals + 1)));
        }
      }
      rest = rest.substring(0, question);
    }
    while (rest.startsWith("/")) {
      rest = rest.substring(1);
    }
    int slash = rest.indexOf('/');
    int last = rest.lastIndexOf('/');
    int at = rest.lastIndexOf('@');
    // The @ of an npm scope is not the one before a version.
    at = at > last ? at : -1;
    if (slash <= 0) {
      return Optional.empty();
    }
    String name = decode(rest.substring(last + 1, at < 0 ? rest.length() : at));
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PackageUrl(
                rest.substring(0, slash).toLowerCase(Locale.ROOT),
                slash == last ? "" : decode(rest.substring(slash + 1, last)),
                name,
                at < 0 ? "" : decode(rest.substring(at + 1)),
                qualifiers));
  }

  /** Of an installed package, as scanners write it. */
  public static PackageUrl of(InstalledPackage pkg, SystemFacts system) {
    SortedMap<String, String> qualifiers = new TreeMap<>();
    String name = pkg.name();
    String namespace = "";
    String version = pkg.version();
    if (pkg.type().isSystem()) {
      // Red Hat's own id is rhel, its name in package URLs redhat.
      namespace = system.id().equals("rhel") ? "redhat" : system.id();
      put(qualifiers, "arch", pkg.architecture());
      if (!system.versionId().isEmpty()) {
        qualifiers.put("distro", system.id() + "-" + system.versionId());
      }
    }
    int colon = version.indexOf(':');
    if (pkg.type() == PackageType.RPM && colon > 0) {
      qualifiers.put("epoch", version.substring(0, colon));
      version = version.substring(colon + 1);
    }
    int cut =
        switch (pkg.type()) {
          case MAVEN -> name.indexOf(':');
          case NPM, GOLANG -> name.lastIndexOf('/');
          default -> -1;
        };
    if (cut >= 0) {
      namespace = name.substring(0, cut);
      name = name.substring(cut + 1);
    }
    return new PackageUrl(pkg.type().purlType(), namespace, name, version, qualifiers);
  }

  /** The same with one qualifier more. */
  PackageUrl with(String key, String value) {
    SortedMap<String, String> more = new TreeMap<>(qualifiers);
    more.put(key, value);
    return new PackageUrl(type, namespace, name, version, more);
  }

  /** The same of another version. */
  PackageUrl at(String other) {
    return new PackageUrl(type, namespace, name, other, qualifiers);
  }

  private static void put(SortedMap<String, String> qualifiers, String key, String value) {
    if (!value.isEmpty()) {
      qualifiers.put(key, value);
    }
  }

  /**
   * Whether what is said of this one is said of {@code installed}: what it leaves open matches
   * anything. Scanners write the same package differently: the epoch in the version or beside it,
   * the distribution by number, by point release or by name.
   */
  public boolean covers(PackageUrl installed) {
    return type.equals(installed.type)
        && namespace.equalsIgnoreCase(installed.namespace)
        && name.equals(installed.name)
        && (version.isEmpty() || fullVersion().equals(installed.fullVersion()))
        && qualifiers.entrySet().stream().allMatch(q -> fits(q, installed));
  }

  private boolean fits(Map.Entry<String, String> said, PackageUrl installed) {
    String has = installed.qualifiers.get(said.getKey());
    return switch (said.getKey()) {
      case "epoch" -> true;
      case "distro" -> has == null || release(said.getValue(), namespace, has);
      default -> has == null || has.equals(said.getValue());
    };
  }

  private String fullVersion() {
    String epoch = qualifiers.getOrDefault("epoch", "");
    String full = epoch.isEmpty() || version.indexOf(':') >= 0 ? version : epoch + ":" + version;
    return full.startsWith("0:") ? full.substring(2) : full;
  }

  /** {@code debian-12}, {@code debian-12.8}, {@code 12} and {@code bookworm} are one release. */
  private static boolean release(String said, String family, String has) {
    String one = number(said, family);
    String other = number(has, family);
    return one.equals(other) || one.startsWith(other + ".") || other.startsWith(one + ".");
  }

  private static String number(String distro, String family) {
    String rest = distro.startsWith(family + "-") ? distro.substring(family.length() + 1) : distro;
    String bare = rest.startsWith("rhel-") ? rest.substring("rhel-".length()) : rest;
    return Releases.version(family, bare).orElse(bare);
  }

  @Override
  public String toString() {
    return PackageUrlText.of(type, namespace, name, version, qualifiers);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
