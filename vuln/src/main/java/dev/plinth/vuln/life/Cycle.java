package dev.plinth.vuln.life;

/**
 * How long one release of a product is supported. Dates are ISO 8601 days; the day itself is the
 * last with support.
 *
 * @param product as endoflife.date names it: {@code debian}, {@code nodejs}
 * @param cycle the release: {@code 12}, {@code 22.04}
 * @param end of the support that everybody has; empty where it is not known to end
 * @param extendedEnd of what goes on after that (LTS, ESM); empty where there is none
 * @param source which file says so
 */
public record Cycle(String product, String cycle, String end, String extendedEnd, String source) {}
