package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.FeedDeclaration.Coverage;
import java.util.Locale;
import java.util.stream.Stream;

/** The formats of feeds. */
public enum FeedKind {
  /** OSV schema 1.x (ossf.github.io/osv-schema). */
  OSV(Coverage.BY_ECOSYSTEM),
  /** Debian's tracker, one object: package, CVE, releases (security-tracker, JSON export). */
  DEBIAN_TRACKER(Coverage.ALL_KNOWN),
  /** Debian's tracker, one record a CVE or advisory: the annotations of its lists. */
  DEBIAN_LISTS(Coverage.ALL_KNOWN),
  /** Alpine's secdb. */
  SECDB(Coverage.ONLY_FIXED),
  /** Red Hat's VEX, one document a CVE (CSAF 2.0, profile 5). */
  CSAF_VEX(Coverage.ALL_KNOWN),
  /** Red Hat's advisories (CSAF 2.0, profile 4). */
  CSAF_ADVISORY(Coverage.ONLY_FIXED),
  /** CISA's known exploited vulnerabilities, JSON. */
  KEV(Coverage.ALL_KNOWN),
  /** The same as CSV. */
  KEV_CSV(Coverage.ALL_KNOWN),
  /** FIRST's EPSS, CSV. */
  EPSS(Coverage.ALL_KNOWN),
  /** CVE records with CISA's additions (Vulnrichment, CVE record format 5.x). */
  CVE(Coverage.ALL_KNOWN);

  private final Coverage coverage;

  FeedKind(Coverage coverage) {
    this.coverage = coverage;
  }

  /** What reads it. */
  public FeedParser parser() {
    return switch (this) {
      case OSV -> new OsvFeed();
      case DEBIAN_TRACKER -> new TrackerFeed();
      case DEBIAN_LISTS -> new TrackerListsFeed();
      case SECDB -> new SecdbFeed("");
      case CSAF_VEX, CSAF_ADVISORY -> new CsafFeed();
      case KEV -> new KevFeed();
      case KEV_CSV -> new KevCsvFeed();
      case EPSS -> new EpssFeed();
      case CVE -> new CveFeed();
    };
  }

  /** What feeds of this kind are called, before a colon and what tells them apart. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a feed of this name says of any vulnerability that attacks are known. */
  public static boolean listsExploited(String feed) {
    String word = feed.substring(0, Math.max(0, feed.indexOf(':')));
    return Stream.of(KEV, KEV_CSV, CVE).anyMatch(kind -> kind.word().equals(word));
  }

  /** Whether one file of this kind is about one vulnerability or advisory, not a whole feed. */
  public boolean isRecord() {
    return switch (this) {
      case OSV, CSAF_VEX, CSAF_ADVISORY, CVE -> true;
      default -> false;
    };
  }

  /** What feeds of this kind list, unless one says otherwise. */
  public Coverage coverage() {
    return coverage;
  }
}
