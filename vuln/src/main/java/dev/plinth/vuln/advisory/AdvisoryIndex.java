package dev.plinth.vuln.advisory;

import java.util.List;
import java.util.Optional;

/** Advisories by package. Safe for use by several threads. */
public interface AdvisoryIndex {
  /** What is in it. */
  List<FeedInfo> feeds();

  /**
   * All that is said of a package in an ecosystem, in the order of the feeds.
   *
   * @param ecosystem in Plinth's notation ({@link Ecosystems})
   * @param name as the ecosystem compares names
   */
  List<Entry> entries(String ecosystem, String name);

  /** What is known of a vulnerability; empty where nothing is. */
  Optional<VulnerabilityFacts> vulnerability(String id);
}
