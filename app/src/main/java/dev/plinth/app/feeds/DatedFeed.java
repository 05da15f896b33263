package dev.plinth.app.feeds;

import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.FeedRecord;
import dev.plinth.vuln.advisory.FeedSink;
import java.util.HashSet;
import java.util.Set;

/**
 * A feed that gets the day of its copy. What it names itself is often only its newest record, so a
 * person who says of which day it is knows better; it is never older than its newest record. What
 * no person said counts only where the feed names nothing.
 */
final class DatedFeed implements FeedSink {
  private final FeedSink feed;
  private final Set<String> names = new HashSet<>();
  private boolean told;

  DatedFeed(FeedSink feed) {
    this.feed = feed;
  }

  /** What it is the feed of. */
  FeedSink inner() {
    return feed;
  }

  @Override
  public void accept(FeedRecord record) {
    if (record instanceof Advisory advisory) {
      for (AffectedPackage affected : advisory.affected()) {
        names.add(affected.name());
      }
    }
    feed.accept(record);
  }

  /** Of the packages that its advisories are about. */
  Set<String> names() {
    return names;
  }

  @Override
  public void gap(String sentence) {
    feed.gap(sentence);
  }

  @Override
  public void covers(String part) {
    feed.covers(part);
  }

  @Override
  public void asOf(String date) {
    told |= !date.isEmpty();
    feed.asOf(date);
  }

  /**
   * After the last record.
   *
   * @param day ISO 8601; empty where nobody knows
   * @param given whether a person said so
   */
  void close(String day, boolean given) {
    if (!told || given) {
      feed.asOf(day);
    }
  }
}
