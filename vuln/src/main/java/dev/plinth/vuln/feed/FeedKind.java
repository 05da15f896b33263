package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.FeedDeclaration.Coverage;

/** The formats of feeds. */
public enum FeedKind {
  /** OSV schema 1.x (ossf.github.io/osv-schema). */
  OSV(new OsvFeed(), Coverage.BY_ECOSYSTEM),
  /** Debian's tracker, one object: package, CVE, releases (security-tracker, JSON export). */
  DEBIAN_TRACKER(new TrackerFeed(), Coverage.ALL_KNOWN),
  /** Debian's tracker, one record a CVE or advisory: the annotations of its lists. */
  DEBIAN_LISTS(new TrackerListsFeed(), Coverage.ALL_KNOWN),
  /** Alpine's secdb. */
  SECDB(new SecdbFeed(""), Coverage.ONLY_FIXED),
  /** Red Hat's VEX, one document a CVE (CSAF 2.0, profile 5). */
  CSAF_VEX(new CsafFeed(), Coverage.ALL_KNOWN),
  /** Red Hat's advisories (CSAF 2.0, profile 4). */
  CSAF_ADVISORY(new CsafFeed(), Coverage.ONLY_FIXED),
  /** CISA's known exploited vulnerabilities, JSON. */
  KEV(new KevFeed(), Coverage.ALL_KNOWN),
  /** The same as CSV. */
  KEV_CSV(new KevCsvFeed(), Coverage.ALL_KNOWN),
  /** FIRST's EPSS, CSV. */
  EPSS(new EpssFeed(), Coverage.ALL_KNOWN),
  /** CVE records with CISA's additions (Vulnrichment, CVE record format 5.x). */
  CVE(new CveFeed(), Coverage.ALL_KNOWN);

  private final FeedParser parser;
  private final Coverage coverage;

  FeedKind(FeedParser parser, Coverage coverage) {
    this.parser = parser;
    this.coverage = coverage;
  }

  public FeedParser parser() {
    return parser;
  }

  /** What feeds of this kind list, unless one says otherwise. */
  public Coverage coverage() {
    return coverage;
  }
}
