package dev.plinth.vuln.match;

import dev.plinth.pkg.installed.PackageType;
import java.util.List;

/** Which advisories hold for the packages of an image's package manager. */
public sealed interface Scope {
  /** The distribution as it is shown. */
  String label();

  /**
   * A release that feeds know.
   *
   * @param family os-release's ID
   * @param release what of VERSION_ID counts: {@code 12}, {@code 22.04}, {@code v3.20}, {@code 9}
   * @param type what its packages are
   * @param main the ecosystem
   * @param general one whose statements hold for every release that has none of its own; empty
   *     where there is none
   * @param subscription ecosystems whose fixes are only for subscribers
   * @param repositories what proves which of Red Hat's streams it follows
   */
  record Known(
      String family,
      String release,
      String label,
      PackageType type,
      String main,
      String general,
      List<String> subscription,
      Repositories repositories)
      implements Scope {
    public Known {
      subscription = List.copyOf(subscription);
    }
  }

  /**
   * What no feed can be applied to.
   *
   * @param reason one sentence
   */
  record Unknown(String label, String reason) implements Scope {}
}
