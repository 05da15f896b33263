package dev.plinth.vuln.match;

import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.Entry;
import dev.plinth.vuln.match.RedHatProduct.Tag;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a statement about one of Red Hat's products holds for a package. Mainline, EUS, AUS, TUS
 * and E4S have fixes of their own, so it must be proven which of them an image follows: by its
 * content manifests, or by the mark in the package's release.
 */
final class RedHatStreams {
  private RedHatStreams() {}

  /**
   * @param past whether the installed version is not lower than the fixed one
   */
  static Applicability judge(
      AffectedPackage about, String version, Repositories repositories, boolean past) {
    RedHatProduct product = RedHatProduct.of(about.product());
    boolean extended =
        product.kind().equals(RedHatProduct.MAIN)
            && repositories.known()
            && !repositories.follows(RedHatProduct.MAIN);
    // Extended streams begin as mainline, whose statements hold where a stream has none of its own.
    return repositories.known() && !extended
        ? byContentSets(product, repositories)
        : byTags(product, about, Tag.of(version), past);
  }

  /**
   * Without mainline's statements where the stream that an image follows has its own. Where it has
   * none, Red Hat's guidance for scanners counts mainline's.
   */
  static List<Entry> ofOwnStream(List<Entry> entries, Scope.Known scope) {
    if (!scope.repositories().known() || scope.repositories().follows(RedHatProduct.MAIN)) {
      return entries;
    }
    List<Entry> own = new ArrayList<>();
    for (Entry entry : entries) {
      if (RedHatProduct.STREAMS.contains(RedHatProduct.of(entry.about().product()).kind())) {
        own.add(entry);
      }
    }
    return own.isEmpty() ? entries : own;
  }

  /** Whether its fixes are of the support that goes on after a release's end, and are bought. */
  static boolean isPaid(AffectedPackage about, Scope.Known scope) {
    return scope.main().startsWith(Ecosystems.RED_HAT)
        && RedHatProduct.of(about.product()).kind().equals(RedHatProduct.AFTER_END)
        && !scope.repositories().follows(RedHatProduct.AFTER_END);
  }

  private static Applicability byContentSets(RedHatProduct product, Repositories repositories) {
    if (product.kind().equals(RedHatProduct.LAYERED)) {
      return layered(product, repositories);
    }
    if (product.kind().equals(RedHatProduct.AFTER_END) && !product.ofOneMinor()) {
      // The release goes on in it: what is fixed there is in no other stream of the release.
      return Applicability.YES;
    }
    if (!repositories.follows(product.kind())) {
      return Applicability.NO;
    }
    boolean otherMinor =
        product.ofOneMinor() && !repositories.minor().equals(String.valueOf(product.minor()));
    if (otherMinor) {
      return Applicability.NO;
    }
    return product.repository().isEmpty() || repositories.has(product.repository(), product.kind())
        ? Applicability.YES
        : unproven(product);
  }

  private static Applicability layered(RedHatProduct product, Repositories repositories) {
    int colon = product.version().indexOf(':');
    boolean openshift = product.version().startsWith("openshift:");
    if (openshift && repositories.openshift(product.version().substring(colon + 1))) {
      return Applicability.YES;
    }
    return repositories.onlyBase() || openshift ? Applicability.NO : unproven(product);
  }

  private static Applicability byTags(
      RedHatProduct product, AffectedPackage about, Tag installed, boolean past) {
    boolean fix = about.status() == Status.FIXED && !about.ranges().isEmpty();
    Tag fixed = fix ? Tag.of(about.ranges().getFirst().fixed()) : new Tag(-1, "");
    if (fix && !fixed.layered().equals(installed.layered())) {
      return Applicability.NO;
    }
    return switch (product.kind()) {
      case RedHatProduct.MAIN -> mainline(product, fix, fixed, installed, past);
      case RedHatProduct.LAYERED -> unproven(product);
      case RedHatProduct.AFTER_END ->
          product.ofOneMinor() && installed.minor() != product.minor()
              ? unproven(product)
              : Applicability.YES;
      default ->
          installed.minor() == product.minor()
              ? Applicability.YES
              : installed.minor() < 0 ? unproven(product) : Applicability.NO;
    };
  }

  /**
   * Builds without a minor release in their mark are of mainline, and so are those for the same
   * minor release as the fix. A later one that is past the fix began after it. Any other may be of
   * an extended stream, in which the fix has another version.
   */
  private static Applicability mainline(
      RedHatProduct product, boolean fix, Tag fixed, Tag installed, boolean past) {
    boolean proven =
        !fix
            || installed.minor() < 0
            || installed.minor() == fixed.minor()
            || (installed.minor() > fixed.minor() && past);
    return proven ? Applicability.YES : unproven(product);
  }

  private static Applicability unproven(RedHatProduct product) {
    String name =
        switch (product.kind()) {
          case RedHatProduct.MAIN -> "mainline";
          case RedHatProduct.LAYERED -> product.version();
          default -> product.kind().toUpperCase(java.util.Locale.ROOT) + " " + product.version();
        };
    String repository = product.repository().isEmpty() ? "" : " (" + product.repository() + ")";
    return new Applicability.Unproven(
        "fixes are known for " + name + repository + ", which nothing proves this image follows");
  }
}
