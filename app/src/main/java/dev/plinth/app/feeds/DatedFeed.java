package dev.plinth.app.feeds;

import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.FeedRecord;
import dev.plinth.vuln.advisory.FeedSink;
import java.util.HashSet;
import java.util.Set;

/** A feed that gets the day its giver names, where it names none itself. */
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
  public void asOf(String date) {
    told |= !date.isEmpty();
    feed.asOf(date);
  }

  /** After the last record. */
  void close(String day) {
    if (!told) {
      feed.asOf(day);
    }
  }
}
