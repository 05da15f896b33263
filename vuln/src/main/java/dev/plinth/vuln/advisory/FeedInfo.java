package dev.plinth.vuln.advisory;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A feed as it is in the database.
 *
 * @param name as declared
 * @param asOf how new it is, ISO 8601; empty where nobody says
 * @param records how many were read
 * @param gaps how many were not
 * @param ecosystems what it covers: whether it lists there what has no fix
 */
public record FeedInfo(
    String name, String asOf, long records, long gaps, NavigableMap<String, Boolean> ecosystems) {
  public FeedInfo {
    ecosystems = java.util.Collections.unmodifiableNavigableMap(new TreeMap<>(ecosystems));
  }
}
