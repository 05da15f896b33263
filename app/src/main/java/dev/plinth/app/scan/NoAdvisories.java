package dev.plinth.app.scan;

import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.advisory.Entry;
import dev.plinth.vuln.advisory.FeedInfo;
import dev.plinth.vuln.advisory.VulnerabilityFacts;
import java.util.List;
import java.util.Optional;

/** Stands for a database that nobody has made: no feed, so nothing can be told of any package. */
enum NoAdvisories implements AdvisoryIndex {
  INSTANCE;

  @Override
  public List<FeedInfo> feeds() {
    return List.of();
  }

  @Override
  public List<Entry> entries(String ecosystem, String name) {
    return List.of();
  }

  @Override
  public Optional<VulnerabilityFacts> vulnerability(String id) {
    return Optional.empty();
  }
}
