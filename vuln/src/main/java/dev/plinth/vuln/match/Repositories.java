package dev.plinth.vuln.match;

import java.util.List;

/**
 * The repositories an image was built from, as its content manifests list them.
 *
 * @param contentSets {@code rhel-9-for-x86_64-appstream-eus-rpms}; empty where there is no manifest
 * @param minor the minor release of the system; empty where it has none
 */
public record Repositories(List<String> contentSets, String minor) {
  /** Nothing is proven. */
  public static final Repositories NONE = new Repositories(List.of(), "");

  public Repositories {
    contentSets = contentSets.stream().sorted().distinct().toList();
  }

  static Repositories of(List<String> contentSets, String minor) {
    return new Repositories(contentSets, minor);
  }

  /** Whether there is any proof. */
  boolean known() {
    return !contentSets.isEmpty();
  }

  /** Whether one of them is of a kind of stream: {@code eus}, or {@code main} for none of them. */
  boolean follows(String kind) {
    return contentSets.stream().anyMatch(set -> kind(set).equals(kind));
  }

  /** Whether one of them is a repository by that name, of a kind of stream. */
  boolean has(String repository, String kind) {
    String word = repository.equals("crb") ? "codeready-builder" : repository.replace('_', '-');
    return contentSets.stream()
        .anyMatch(set -> kind(set).equals(kind) && set.contains("-" + word + "-"));
  }

  /** Whether all of them are of the base system, so that layered products are excluded. */
  boolean onlyBase() {
    return contentSets.stream()
        .allMatch(
            set -> (set.startsWith("rhel-") || set.startsWith("ubi-")) && !set.contains("-rhscl-"));
  }

  /** Whether one is of OpenShift's packages of a version. */
  boolean openshift(String version) {
    return contentSets.stream().anyMatch(set -> set.startsWith("rhocp-" + version + "-"));
  }

  private static String kind(String contentSet) {
    if (!contentSet.startsWith("rhel-") && !contentSet.startsWith("ubi-")) {
      return "other";
    }
    for (String kind : RedHatProduct.STREAMS) {
      if (contentSet.contains("-" + kind + "-")) {
        return kind;
      }
    }
    return RedHatProduct.MAIN;
  }
}
