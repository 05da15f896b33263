package dev.plinth.vuln;

/**
 * One source's view of how bad a vulnerability is. None is thrown away; which one counts is for
 * {@link SeverityOrder}.
 *
 * @param origin what kind of source
 * @param source its name: {@code ubuntu}, {@code GitHub_M}, {@code cisa}
 * @param severity its word, or what its score amounts to
 * @param score 0.0 to 10.0; NaN where it gives none
 * @param vector CVSS; empty where it gives none
 */
public record Rating(Origin origin, String source, Severity severity, double score, String vector) {
  /** Who rates. */
  public enum Origin {
    /** The distribution whose package it is. */
    DISTRIBUTION,
    /** The CVE numbering authority that assigned the CVE. */
    CNA,
    /** CISA's addition to the CVE record (Vulnrichment). */
    CISA,
    /** A database that collects: the GitHub Advisory Database, NVD by way of another. */
    DATABASE
  }

  /** A word without a score. */
  public static Rating word(Origin origin, String source, Severity severity) {
    return new Rating(origin, source, severity, Double.NaN, "");
  }
}
