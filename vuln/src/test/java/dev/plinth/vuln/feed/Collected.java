package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.Enrichment;
import dev.plinth.vuln.advisory.FeedRecord;
import dev.plinth.vuln.advisory.FeedSink;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a parser says. */
final class Collected implements FeedSink {
  final List<Advisory> advisories = new ArrayList<>();
  final List<Enrichment> enrichments = new ArrayList<>();
  final List<String> gaps = new ArrayList<>();
  final List<String> parts = new ArrayList<>();
  String asOf = "";

  static Collected of(FeedKind kind, String text) {
    return of(kind.parser(), text);
  }

  static Collected of(FeedParser parser, String text) {
    Collected sink = new Collected();
    parser.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "a.json", sink);
    return sink;
  }

  @Override
  public void accept(FeedRecord record) {
    switch (record) {
      case Advisory advisory -> advisories.add(advisory);
      case Enrichment enrichment -> enrichments.add(enrichment);
    }
  }

  @Override
  public void gap(String sentence) {
    gaps.add(sentence);
  }

  @Override
  public void covers(String part) {
    parts.add(part);
  }

  @Override
  public void asOf(String date) {
    asOf = date.compareTo(asOf) > 0 ? date : asOf;
  }
}
