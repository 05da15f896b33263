package dev.plinth.vuln.database;

import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.Enrichment;
import dev.plinth.vuln.advisory.FeedDeclaration;
import dev.plinth.vuln.advisory.FeedInfo;
import dev.plinth.vuln.advisory.FeedRecord;
import dev.plinth.vuln.advisory.FeedSink;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One feed on its way into the database. */
final class Feeding implements FeedSink {
  private static final int MAX_TOLD = 1000;

  private final FeedDeclaration declared;
  private final int number;
  private final Draft draft;
  private final NavigableMap<String, Boolean> ecosystems = new TreeMap<>();
  private final List<String> gaps = new ArrayList<>();
  private String newest = "";
  private long records;
  private long gapCount;

  Feeding(FeedDeclaration declared, int number, Draft draft) {
    this.declared = declared;
    this.number = number;
    this.draft = draft;
  }

  @Override
  public void accept(FeedRecord record) {
    records++;
    switch (record) {
      case Advisory advisory -> {
        draft.add(advisory, number);
        if (!advisory.withdrawn() && isOfOnePublisher(advisory)) {
          for (AffectedPackage affected : advisory.affected()) {
            ecosystems.computeIfAbsent(affected.ecosystem(), declared::listsUnfixed);
          }
        }
      }
      case Enrichment enrichment -> draft.add(enrichment);
    }
  }

  /**
   * Records about several distributions or languages stand in the exports of each: that an export
   * of Debian's has some of Alpine's does not make it a feed of Alpine.
   */
  private static boolean isOfOnePublisher(Advisory advisory) {
    String first = "";
    for (AffectedPackage affected : advisory.affected()) {
      String publisher = Ecosystems.publisher(affected.ecosystem());
      if (!first.isEmpty() && !first.equals(publisher)) {
        return false;
      }
      first = publisher;
    }
    return true;
  }

  /** Counts what goes elsewhere than into advisories. */
  void counted(int more) {
    records += more;
  }

  @Override
  public void gap(String sentence) {
    gapCount++;
    if (gaps.size() < MAX_TOLD) {
      gaps.add(sentence);
    }
  }

  @Override
  public void covers(String part) {
    ecosystems.computeIfAbsent(part, declared::listsUnfixed);
  }

  @Override
  public void asOf(String date) {
    if (date.compareTo(newest) > 0) {
      newest = date;
    }
  }

  FeedInfo info() {
    String asOf = declared.asOf().isEmpty() ? newest : declared.asOf();
    return new FeedInfo(declared.name(), asOf, records, gapCount, ecosystems);
  }

  List<String> gaps() {
    return gaps;
  }
}
